package dev.tollgate.violator.platform;

import dev.tollgate.violator.store.StoreThing;
import org.springframework.beans.factory.annotation.Autowired;

/** Planted: an empty name, a field that is injected, static state, and a platform that knows a service. */
public class NosyHelper {

    static int calls;

    @Autowired
    StoreThing thing = new StoreThing("injected");
}
