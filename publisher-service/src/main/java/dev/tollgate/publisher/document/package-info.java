/** What providers write about their APIs beside the definition: how-tos, samples, forums, files. */
@NullMarked
package dev.tollgate.publisher.document;

import org.jspecify.annotations.NullMarked;
