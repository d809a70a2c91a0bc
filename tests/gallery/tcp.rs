//! TCP: echo servers of every kind, and their clients.

/// The programs of this theme.
pub(crate) const PROGRAMS: &[&str] = &[
    "chat_server",
    "daytime_client",
    "daytime_server",
    "echo_client",
    "echo_epoll_edge_server",
    "echo_epoll_server",
    "echo_poll_server",
    "echo_select_client",
    "echo_select_server",
    "echo_server",
    "echo_thread_server",
    "time_client",
    "time_server",
];
