@NullMarked
package dev.borealis.server.codec;

import org.jspecify.annotations.NullMarked;
