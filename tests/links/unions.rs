//! Members of unions: written here and in C, the bytes must be the same, and be read as the same.

use crate::c;
use berkeley::linux::{errqueue::*, if_packet::*, rtnetlink::*};
use std::fmt::Write as _;

/// A member of a union in C: the union's type, the member, and what is set in it, with how the
/// same is done here.
struct Case {
    of: &'static str,
    sets: &'static [(&'static str, u64)],
    /// The bytes, the alignment, and what the members read as.
    ours: (Vec<u8>, usize, Vec<u64>),
}

fn case<T: Plain>(
    of: &'static str,
    sets: &'static [(&'static str, u64)],
    set: impl Fn(&mut T),
    get: impl Fn(&T) -> Vec<u64>,
) -> Case {
    let mut it = T::zeroed();
    it.as_bytes_mut().fill(0xaa);
    set(&mut it);
    Case { of, sets, ours: (it.as_bytes().to_vec(), align_of::<T>(), get(&it)) }
}

fn cases() -> Vec<Case> {
    let u = "__typeof__(((struct rta_session *)0)->u)";
    vec![
        case::<tpacket_stats_u>(
            "union tpacket_stats_u",
            &[("stats1.tp_packets", 0x01020304), ("stats1.tp_drops", 0x05060708)],
            |it| it.set_stats1(tpacket_stats { tp_packets: 0x01020304, tp_drops: 0x05060708 }),
            |it| vec![it.stats1().tp_packets.into(), it.stats1().tp_drops.into()],
        ),
        case::<tpacket_stats_u>(
            "union tpacket_stats_u",
            &[("stats3.tp_packets", 1), ("stats3.tp_drops", 2), ("stats3.tp_freeze_q_cnt", 3)],
            |it| it.set_stats3(tpacket_stats_v3 { tp_packets: 1, tp_drops: 2, tp_freeze_q_cnt: 3 }),
            |it| {
                let it = it.stats3();
                vec![it.tp_packets.into(), it.tp_drops.into(), it.tp_freeze_q_cnt.into()]
            },
        ),
        case::<tpacket_req_u>(
            "union tpacket_req_u",
            &[("req.tp_block_size", 0x01020304), ("req.tp_frame_nr", 5)],
            |it| {
                let mut req = it.req();
                (req.tp_block_size, req.tp_frame_nr) = (0x01020304, 5);
                it.set_req(req);
            },
            |it| vec![it.req().tp_block_size.into(), it.req().tp_frame_nr.into()],
        ),
        case::<tpacket_req_u>(
            "union tpacket_req_u",
            &[("req3.tp_block_nr", 6), ("req3.tp_feature_req_word", 0x01020304)],
            |it| {
                let mut req = it.req3();
                (req.tp_block_nr, req.tp_feature_req_word) = (6, 0x01020304);
                it.set_req3(req);
            },
            |it| vec![it.req3().tp_block_nr.into(), it.req3().tp_feature_req_word.into()],
        ),
        case::<tpacket_bd_ts>(
            "struct tpacket_bd_ts",
            &[("ts_nsec", 0x01020304)],
            |it| it.set_ts_nsec(0x01020304),
            |it| vec![it.ts_nsec().into()],
        ),
        case::<sock_extended_err>(
            "struct sock_extended_err",
            &[("ee_rfc4884.len", 0x0102), ("ee_rfc4884.flags", 3), ("ee_rfc4884.reserved", 4)],
            |it| {
                it.set_ee_rfc4884(sock_ee_data_rfc4884 { len: 0x0102, flags: 3, reserved: 4 });
            },
            |it| {
                let it = it.ee_rfc4884();
                vec![it.len.into(), it.flags.into(), it.reserved.into()]
            },
        ),
        case::<rta_session_u>(
            u,
            &[("ports.sport", 0x0102), ("ports.dport", 0x0304)],
            |it| it.set_ports(rta_session_ports { sport: 0x0102, dport: 0x0304 }),
            |it| vec![it.ports().sport.into(), it.ports().dport.into()],
        ),
        case::<rta_session_u>(
            u,
            &[("icmpt.type", 1), ("icmpt.code", 2), ("icmpt.ident", 0x0304)],
            |it| it.set_icmpt(rta_session_icmpt { type_: 1, code: 2, ident: 0x0304 }),
            |it| {
                let it = it.icmpt();
                vec![it.type_.into(), it.code.into(), it.ident.into()]
            },
        ),
        case::<rta_session_u>(
            u,
            &[("spi", 0x01020304)],
            |it| it.set_spi(0x01020304),
            |it| vec![it.spi().into()],
        ),
    ]
}

#[test]
fn members_of_unions() {
    if !c::is_here("links_unions") {
        return;
    }
    let cases = cases();
    let mut program = String::from(
        "#include <stdio.h>\n#include <string.h>\n#include <time.h>\n#include <linux/errqueue.h>\n\
         #include <linux/if_packet.h>\n#include <linux/rtnetlink.h>\nint main(void)\n{\n",
    );
    for Case { of, sets, .. } in &cases {
        writeln!(program, "{{ {of} it; memset(&it, 0xaa, sizeof(it));").unwrap();
        for (member, value) in *sets {
            writeln!(program, "it.{member} = {value};").unwrap();
        }
        writeln!(
            program,
            "for (int i = 0; i < sizeof(it); i++) printf(\"%02x\", ((unsigned char *)&it)[i]);\n\
             printf(\" %d\\n\", (int)_Alignof({of})); }}"
        )
        .unwrap();
    }
    program += "return 0;\n}\n";
    let program = c::compile("links_unions", &program).expect("the C program compiles");
    let theirs = c::run(&program, "");
    assert_eq!(theirs.lines().count(), cases.len());
    for (Case { of, sets, ours: (bytes, align, read) }, theirs) in cases.iter().zip(theirs.lines())
    {
        let bytes: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(format!("{bytes} {align}"), theirs, "{of} with {sets:?}");
        assert_eq!(*read, sets.iter().map(|(_, value)| *value).collect::<Vec<_>>(), "{of}");
    }
    c::say(&format!("links_unions: {} members written as in C", cases.len()));
}
