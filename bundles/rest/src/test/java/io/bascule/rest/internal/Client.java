/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends requests into the servlet as a container would; a call that the servlet should not need fails the test. */
final class Client {
    private final RestServlet servlet;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String address = "192.0.2.1";

    Client(RestServlet servlet) {
        this.servlet = servlet;
    }

    /** The same servlet with one more header. */
    Client with(String name, String value) {
        Client other = new Client(servlet);
        other.address = address;
        other.headers.putAll(headers);
        other.headers.put(name, value);
        return other;
    }

    Client from(String otherAddress) {
        Client other = new Client(servlet);
        other.headers.putAll(headers);
        other.address = otherAddress;
        return other;
    }

    /** What came back. */
    record Reply(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + body, e);
            }
        }
    }

    Reply get(String target) {
        return send("GET", target, null);
    }

    Reply post(String target, String json) {
        return with("Content-Type", "application/json").send("POST", target, json);
    }

    Reply patch(String target, String json) {
        return with("Content-Type", "application/merge-patch+json").send("PATCH", target, json);
    }

    Reply send(String method, String target, @Nullable String body) {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int status[] = {200};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int question = target.indexOf('?');
        HttpServletRequest request = fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getRequestURI" -> "/api/v1" + (question < 0 ? target : target.substring(0, question));
            case "getContextPath" -> "/api/v1";
            case "getQueryString" -> question < 0 ? null : target.substring(question + 1);
            case "getHeaderNames" -> Collections.enumeration(headers.keySet());
            case "getHeaders" -> Collections.enumeration(List.of(String.valueOf(headers.get((String) arguments[0]))));
            case "getInputStream" -> input(body == null ? "" : body);
            case "getRemoteAddr" -> address;
            default -> throw new AssertionError("The servlet asked the request for " + name);
        });
        HttpServletResponse response = fake(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "setStatus" -> status[0] = (Integer) arguments[0];
                case "setHeader" -> sent.put((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> sent.put("Content-Type", (String) arguments[0]);
                case "setContentLength" -> sent.put("Content-Length", String.valueOf(arguments[0]));
                case "getOutputStream" -> {
                    return output(bytes);
                }
                default -> throw new AssertionError("The servlet called " + name + " on the response");
            }
            return null;
        });
        try {
            servlet.service(request, response);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Reply(status[0], sent, bytes.toString(StandardCharsets.UTF_8));
    }

    private interface Calls {
        @Nullable
        Object call(String name, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        calls.call(method.getName(), arguments == null ? new Object[0] : arguments)));
    }

    private static ServletInputStream input(String body) {
        InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return new ServletInputStream() {
            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return bytes.read(into, offset, length);
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new AssertionError("not asynchronous");
            }
        };
    }

    private static ServletOutputStream output(ByteArrayOutputStream bytes) {
        return new ServletOutputStream() {
            @Override
            public void write(int next) {
                bytes.write(next);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new AssertionError("not asynchronous");
            }
        };
    }
}
