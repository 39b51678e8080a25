@NullMarked
package dev.borealis.server.tls;

import org.jspecify.annotations.NullMarked;
