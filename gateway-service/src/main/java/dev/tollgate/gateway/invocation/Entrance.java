package dev.tollgate.gateway.invocation;

/** The port a call came in by. */
record Entrance(boolean secure, String portText, ClientAddresses addresses) {}
