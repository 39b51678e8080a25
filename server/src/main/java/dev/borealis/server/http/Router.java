package dev.borealis.server.http;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestMapper;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which handler answers a path. Paths are compared as they arrive, still percent-encoded, so that a label that contains an
 * encoded slash stays one segment.
 */
public final class Router implements HttpRequestMapper<HttpRequestHandler> {
    private final List<Route> routes;

    /** @param routes the first that fits is taken */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A part of the port and who answers there. */
    public sealed interface Route {
        HttpRequestHandler handler();

        /** Whether the route answers this path. */
        boolean fits(String path);

        /** One path. */
        record Page(String path, HttpRequestHandler handler) implements Route {
            @Override
            public boolean fits(String asked) {
                return asked.equals(path);
            }
        }

        /** A path that ends with a slash, and everything below it. */
        record Below(String path, HttpRequestHandler handler) implements Route {
            public Below {
                if (!path.endsWith("/")) {
                    throw new IllegalArgumentException(path);
                }
            }

            @Override
            public boolean fits(String asked) {
                return asked.startsWith(path);
            }
        }
    }

    @Override
    public HttpRequestHandler resolve(HttpRequest request, HttpContext context) {
        String path = path(request);
        for (Route route : routes) {
            if (route.fits(path)) {
                return route.handler();
            }
        }
        return this::nothingHere;
    }

    /** The path of a request without its query. */
    static String path(HttpRequest request) {
        String path = request.getPath() == null ? "/" : request.getPath();
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private void nothingHere(
            ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws HttpException, IOException {
        response.setCode(HttpStatus.SC_NOT_FOUND);
        response.setEntity(
                new StringEntity(
                        "Nothing is here. There is: "
                                + routes.stream()
                                        .map(
                                                route ->
                                                        switch (route) {
                                                            case Route.Page page -> page.path();
                                                            case Route.Below below -> below.path();
                                                        })
                                        .collect(Collectors.joining(" "))
                                + "\n",
                        ContentType.TEXT_PLAIN));
    }
}
