/** The five services in this JVM, each in a class loader of its own, and further gateways as processes. */
@NullMarked
package dev.tollgate.allinone.service;

import org.jspecify.annotations.NullMarked;
