package dev.borealis.server.http;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;

import java.io.IOException;

/** Something that is only read: GET and HEAD. What it says is of this moment, so nobody keeps it. */
abstract class Page implements HttpRequestHandler {
    @Override
    public final void handle(
            ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws HttpException, IOException {
        if (!Method.GET.isSame(request.getMethod()) && !Method.HEAD.isSame(request.getMethod())) {
            response.setCode(HttpStatus.SC_METHOD_NOT_ALLOWED);
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
            return;
        }
        if (request.getEntity() != null) {
            throw new ProtocolException("a request without a body is expected here");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        answer(response);
    }

    abstract void answer(ClassicHttpResponse response) throws HttpException, IOException;
}
