package dev.tollgate.cli.rest;

/** A value that is sent but never printed: curl lines show the shell variable. */
public record Secret(String variable, String value) {

    @Override
    public String toString() {
        return "$" + variable;
    }
}
