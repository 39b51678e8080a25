/**
 * Real clients against the whole server, over TLS with real tokens: {@link dev.borealis.tests.clients.LiveServer} starts
 * it, each test is one client.
 */
@NullMarked
package dev.borealis.tests.clients;

import org.jspecify.annotations.NullMarked;
