@NullMarked
package dev.borealis.auth;

import org.jspecify.annotations.NullMarked;
