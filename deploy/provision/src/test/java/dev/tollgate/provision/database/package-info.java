@NullMarked
package dev.tollgate.provision.database;

import org.jspecify.annotations.NullMarked;
