/** The Key Manager: users, sign-in, clients, tokens, API keys, and who a key stands for. */
@NullMarked
package dev.tollgate.keymanager;

import org.jspecify.annotations.NullMarked;
