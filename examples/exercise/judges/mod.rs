//! A judge for each exercise: it lets the program do its work, and finds out what is wrong with how it does
//! that.

pub(crate) mod address_reuse;
pub(crate) mod byte_order;
pub(crate) mod eagain_spin;
pub(crate) mod edge_triggered;
pub(crate) mod eintr;
pub(crate) mod first_address;
pub(crate) mod framing;
pub(crate) mod half_close;
pub(crate) mod leaked_descriptor;
pub(crate) mod missing_nul;
pub(crate) mod partial_read;
pub(crate) mod partial_write;
pub(crate) mod select_sets;
pub(crate) mod sigpipe;
pub(crate) mod sun_path;
pub(crate) mod truncated_datagram;
pub(crate) mod unchecked_error;
pub(crate) mod wrong_length;
pub(crate) mod wrong_size;
pub(crate) mod zombies;
