"""The tree of an example board, for the tests of commands."""

BOARD = b"""
/dts-v1/;
/memreserve/ 0x80000000 0x20000;
/ {
    #address-cells = <2>;
    #size-cells = <2>;
    model = "Example board";
    compatible = "example,board", "example,family";
    aliases { serial0 = "/soc/serial@10000000"; };
    chosen {
        stdout-path = "serial0:115200n8";
        bootargs = "root=/dev/vda quiet";
        linux,initrd-start = <0x0 0x84000000>;
        linux,initrd-end = <0x0 0x84000600>;
    };
    memory@80000000 { device_type = "memory"; reg = <0x0 0x80000000 0x0 0x8000000>; };
    reserved-memory {
        #address-cells = <2>;
        #size-cells = <2>;
        ranges;
        firmware@80000000 { reg = <0x0 0x80000000 0x0 0x40000>; no-map; };
        pool@86000000 { reg = <0x0 0x86000000 0x0 0x180000>; };
    };
    soc {
        #address-cells = <2>;
        #size-cells = <2>;
        compatible = "simple-bus";
        ranges;
        serial@10000000 {
            compatible = "ns16550a";
            reg = <0x0 0x10000000 0x0 0x100>;
            status = "okay";
        };
        serial@10001000 {
            compatible = "example,uart-with-a-long-name", "snps,dw-apb-uart";
            reg = <0x0 0x10001000 0x0 0x100>;
            reg-shift = <2>;
            status = "disabled";
        };
    };
};
"""
