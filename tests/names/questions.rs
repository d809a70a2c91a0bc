//! What C and the port are asked: see `ask.c`.

/// What can be asked anywhere, since nobody needs a name server for it.
pub(crate) const ANYWHERE: &str = r#"
addrinfo 127.0.0.1 80 0 0 0 0
addrinfo 127.0.0.1 80 -1 0 0 0
addrinfo 127.1 - 0 0 0 0
addrinfo 0x7f.1 0 0 0 0 0
addrinfo ::1 65535 0 0 1 0
addrinfo ::1 65536 0 0 1 0
addrinfo ::1 -1 0 0 1 0
addrinfo fe80::1%lo 1 0 0 1 0
addrinfo fe80::1%1 1 0 0 1 0
addrinfo fe80::1%nothing 1 4 0 1 0
addrinfo ::ffff:127.0.0.1 1 0 2 1 0
addrinfo ::1 - 4 2 1 0
addrinfo 127.0.0.1 - 4 10 1 0
addrinfo 127.0.0.1 - 8 10 1 0
addrinfo 127.0.0.1 - 2 2 1 0
addrinfo 127.0.0.1 - 130 2 1 0
addrinfo - 80 0 0 1 0
addrinfo - 80 1 0 1 0
addrinfo - 80 1 2 2 17
addrinfo - 80 2 0 1 0
addrinfo - - 0 0 0 0
addrinfo "" "" 4 0 0 0
addrinfo "" 80 4 0 0 0
addrinfo @2000 - 4 0 0 0
addrinfo - @2000 1024 0 0 0
addrinfo 256.256.256.256 - 4 0 0 0
addrinfo localhost - 4 0 0 0
addrinfo - http 1024 0 1 0
addrinfo - 080 1024 0 1 0
addrinfo - 0x50 1024 0 1 0
addrinfo - "" 1024 0 1 0
addrinfo - 80 0x10000 0 0 0
addrinfo - 80 0x40000000 0 0 0
addrinfo - 80 0 1 0 0
addrinfo - 80 0 17 0 0
addrinfo - 80 0 -1 0 0
addrinfo - 80 0 0 77 0
addrinfo - 80 0 0 -1 0
addrinfo - 80 0 0 1 17
addrinfo - 80 0 0 2 6
addrinfo - 80 0 0 3 255
addrinfo - 80 0 0 0 132
addrinfo - 80 0 0 4 0
addrinfo - 80 0 0 5 0
addrinfo - 80 0 0 6 33
addrinfo localhost 80 0 2 1 0
addrinfo localhost 80 2 2 1 0
addrinfo localhost 80 2 2 0 17
nameinfo 020000507f000001 16 2000 2000 3
nameinfo 020000507f000001 16 -1 2000 3
nameinfo 020000507f000001 16 2000 -1 3
nameinfo 020000507f000001 16 -1 -1 3
nameinfo 020000507f000001 16 -1 -1 11
nameinfo 020000507f000001 16 0 0 3
nameinfo 020000507f000001 16 9 2 3
nameinfo 020000507f000001 16 10 3 3
nameinfo 020000507f000001 16 10 2 3
nameinfo 020000507f000001 15 100 100 3
nameinfo 020000507f000001 17 100 100 3
nameinfo 020000507f000001 128 100 100 3
nameinfo 020000507f000001 2 100 100 3
nameinfo 02 1 100 100 3
nameinfo 02 0 100 100 3
nameinfo - 16 100 100 3
nameinfo - 0 100 100 0x40000000
nameinfo 020000507f000001 16 100 100 11
nameinfo 020000507f000001 16 100 100 0x400
nameinfo 0a00005000000000fe80000000000000000000000000000101000000 28 100 100 3
nameinfo 0a00005000000000fe80000000000000000000000000000177777777 28 100 100 3
nameinfo 0a0000500000000020010db800000000000000000000000107000000 28 100 100 3
nameinfo 0a00005000000000fe80000000000000000000000000000101000000 27 100 100 3
nameinfo 0a00005000000000fe80000000000000000000000000000101000000 28 10 100 3
nameinfo 01002f746d702f78 10 100 100 3
nameinfo 01002f746d702f78 10 100 3 3
nameinfo 01002f746d702f78 4 100 100 3
nameinfo 0100 2 100 100 3
nameinfo 0100 1 100 100 3
nameinfo 010000 3 -1 100 3
nameinfo 0000 16 100 100 3
nameinfo 1100 20 100 100 3
nameinfo 6300 128 100 100 3
host 127.0.0.1
host 127.1
host localhost
host2 127.0.0.1 2
host2 ::1 10
host2 ::1 2
host2 127.0.0.1 10
host2 127.0.0.1 99
host2 127.0.0.1 0
hostaddr 7f 1 2
hostaddr 7f000001 3 2
hostaddr 7f000001 4 99
service http tcp
service www -
service http udp
service domain udp
service nothing tcp
service "" ""
service @3000 tcp
service http @3000
service http nothing
port 80 tcp
port 80 -
port 53 udp
port 0 -
port 65535 nothing
protocol tcp
protocol TCP
protocol nothing
protocol ""
protocol @3000
number 6
number 0
number -1
number 255
number 256
walk
index lo
index nothing
index ""
index @15
index @16
index @5000
name 1
name 0
name -1
name 12345678
interfaces
addresses 0
"#;

/// What goes wrong when nothing can be opened.
pub(crate) const NO_FILES: &str = "\
no_files
addrinfo 127.0.0.1 80 0 0 1 0
addrinfo localhost 80 0 2 1 0
addrinfo - http 0 0 1 0
nameinfo 020000507f000001 16 100 100 3
host localhost
hostaddr 7f000001 4 2
service http tcp
protocol tcp
walk
index lo
name 1
interfaces
addresses 0
";

/// The interfaces of the world, whose counters no traffic changes meanwhile.
pub(crate) const INTERFACES: &str = "\
interfaces
addresses 24
index lo
index lo:2
";

/// What is asked only where there is nobody but its own name server.
pub(crate) const WORLD_ONLY: &str = r#"
walk
addrinfo localhost 80 0 0 1 0
addrinfo localhost web 2 0 0 0
addrinfo LOCALHOST www 0 10 1 0
addrinfo localhost 80 0x20 0 1 0
addrinfo uno 80 2 0 1 0
addrinfo two.example 80 0 0 1 0
addrinfo two.example 80 2 10 1 0
addrinfo two.example 80 0x20 0 1 0
addrinfo two.example 80 -1 0 1 0
addrinfo six.example 80 0 0 1 0
addrinfo six.example 80 0 2 1 0
addrinfo one 80 0 10 1 0
addrinfo one 80 8 10 1 0
addrinfo two.example 80 8 10 1 0
addrinfo two.example 80 24 10 1 0
addrinfo many.example 80 2 0 1 0
addrinfo m399 80 2 0 1 0
addrinfo no-utf8 80 2 0 1 0
addrinfo - web 0 0 0 0
addrinfo - web 0 0 2 0
addrinfo - shell 0 0 1 0
addrinfo - shell 0 0 2 0
addrinfo - shell 0 0 0 17
addrinfo - shell 0 0 3 0
addrinfo - 514 0 0 3 0
addrinfo - many 0 0 1 0
addrinfo - s399 0 0 1 0
addrinfo - nothing 0 0 1 0
addrinfo - broken 0 0 1 0
addrinfo v4.test 80 0 0 1 0
addrinfo v6.test 80 0 0 1 0
addrinfo both.test 80 0 0 1 0
addrinfo both.test 80 0x20 0 1 0
addrinfo both.test 80 0 2 1 0
addrinfo v4.test 80 0 10 1 0
addrinfo v4.test 80 8 10 1 0
addrinfo v6.test 80 0 2 1 0
addrinfo lots.test 80 0 2 1 0
addrinfo alias.test 80 2 2 1 0
addrinfo nodata.test 80 0 0 1 0
addrinfo nodata.test 80 0 2 1 0
addrinfo name.invalid 80 0 0 1 0
addrinfo name.invalid 80 0 2 1 0
addrinfo servfail.test 80 0 0 1 0
addrinfo servfail.test 80 0 2 1 0
addrinfo refused.test 80 0 0 1 0
addrinfo formerr.test 80 0 0 1 0
addrinfo notimp.test 80 0 0 1 0
addrinfo notauth.test 80 0 0 1 0
addrinfo notauth.test 80 0 2 1 0
addrinfo @63.test 80 0 0 1 0
addrinfo @64.test 80 0 0 1 0
addrinfo @300 80 0 0 1 0
addrinfo @3000 80 0 0 1 0
addrinfo "" 80 0 0 1 0
addrinfo . 80 0 0 1 0
addrinfo f_!#.test 80 0 0 1 0
addrinfo müller.test 80 0 0 1 0
addrinfo müller.test 80 64 0 1 0
nameinfo 020000507f000001 16 100 100 0
nameinfo 02000050c0000201 16 100 100 0
nameinfo 02000050c0000201 16 100 100 4
nameinfo 02000050c0000201 16 11 100 0
nameinfo 02000050c0000201 16 12 100 0
nameinfo 02000202c0000202 16 100 100 0
nameinfo 02000202c0000202 16 100 100 16
nameinfo 02000202c0000202 16 100 5 16
nameinfo 02000258c0000204 16 100 100 0
nameinfo 02000258c0000209 16 100 100 0
nameinfo 02000258c0000205 16 100 100 0
nameinfo 02000258c0000208 16 100 100 0
nameinfo 02000258c0000208 16 100 100 8
nameinfo 0a0000500000000020010db800000000000000000000000200000000 28 100 100 0
nameinfo 0a0000500000000000000000000000000000000000000000 28 100 100 8
host localhost
host one
host uno
host two.example
host six.example
host many.example
host m399
host no-utf8
host v4.test
host v6.test
host lots.test
host alias.test
host nodata.test
host name.invalid
host servfail.test
host refused.test
host formerr.test
host notimp.test
host notauth.test
host ""
host @64.test
host @3000
host2 localhost 10
host2 two.example 10
host2 one 10
host2 v6.test 10
host2 v4.test 10
host2 v4.test 99
host2 one 99
hostaddr 7f000001 4 2
hostaddr c0000202 4 2
hostaddr c0000204 4 2
hostaddr c0000208 4 2
hostaddr c0000209 4 2
hostaddr c0000209 5 2
hostaddr c0000209 16 2
hostaddr 20010db8000000000000000000000002 16 10
hostaddr 00000000000000000000000000000000 16 10
hostaddr 20010db8000000000000000000000002 4 10
hostaddr 7f000001 0 2
net loopback
net house
net n399
net nothing
net ""
net @3000
netaddr 0x7f000000 2
netaddr 0x7f 2
netaddr 0xc0a80100 2
netaddr 0xc0a801 2
netaddr 0 2
netaddr 12345 2
netaddr 0x7f000000 99
service many tcp
service s399 -
service shell -
service shell udp
service last udp
port 514 udp
port 514 -
port 600 tcp
protocol many
protocol p399
protocol last
number 200
"#;
