/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.simulator.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection: reads a request, answers it, and goes on until either side ends. Confined to one thread. */
final class HttpConnection {
    private static final int MAX_LINE_BYTES = 64 * 1024;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private final Function<Request, Answer> answering;

    HttpConnection(Socket socket, Function<Request, Answer> answering) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        this.output = socket.getOutputStream();
        this.answering = answering;
    }

    void serve() throws IOException {
        boolean open = true;
        while (open) {
            Request request;
            try {
                request = read();
            } catch (BadRequest bad) {
                write(Response.text(bad.status, "text/plain", bad.getMessage()), "GET", false, Integer.MAX_VALUE);
                return;
            }
            if (request == null) {
                return;
            }
            open = answer(request);
        }
    }

    private boolean answer(Request request) throws IOException {
        Answer answer = answering.apply(request);
        if (answer instanceof Answer.Whole whole) {
            boolean keep = !request.header("connection").orElse("").equalsIgnoreCase("close");
            write(whole.response(), request.method(), keep, Integer.MAX_VALUE);
            return keep;
        }
        if (answer instanceof Answer.Torn torn) {
            write(torn.response(), request.method(), true, torn.bytesSent());
        }
        // Lingering zero seconds makes close() send a reset instead of an orderly end.
        socket.setSoLinger(true, 0);
        return false;
    }

    /** The next request, or null at the end of the stream. */
    private @Nullable Request read() throws IOException {
        String line = readLine();
        while (line != null && line.isEmpty()) {
            line = readLine();
        }
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new BadRequest(400, "Expected a request line like 'GET /path HTTP/1.1'");
        }
        Map<String, String> headers = readHeaders();
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            output.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] body = readBody(headers);
        int question = parts[1].indexOf('?');
        String path = question < 0 ? parts[1] : parts[1].substring(0, question);
        String query = question < 0 ? "" : parts[1].substring(question + 1);
        return new Request(parts[0].toUpperCase(Locale.ROOT), path, query, headers, body);
    }

    private Map<String, String> readHeaders() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; ; count++) {
            String line = readLine();
            if (line == null) {
                throw new EOFException("The connection ended inside the headers");
            }
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || count >= MAX_HEADERS) {
                throw new BadRequest(400, "Malformed or too many headers");
            }
            headers.merge(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
    }

    private byte[] readBody(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            return readChunks();
        }
        String length = headers.getOrDefault("content-length", "0");
        return readExactly(parseLength(length, 10), 0);
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = requireLine();
            int semicolon = line.indexOf(';');
            int size = parseLength(semicolon < 0 ? line : line.substring(0, semicolon), 16);
            if (size == 0) {
                while (!requireLine().isEmpty()) {
                    // Trailers carry nothing that a simulator needs.
                }
                return body.toByteArray();
            }
            body.writeBytes(readExactly(size, body.size()));
            requireLine();
        }
    }

    private byte[] readExactly(int length, int already) throws IOException {
        if ((long) length + already > MAX_BODY_BYTES) {
            throw new BadRequest(413, "The body is larger than " + MAX_BODY_BYTES + " bytes");
        }
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The connection ended inside the body");
        }
        return bytes;
    }

    private static int parseLength(String text, int radix) {
        try {
            int length = Integer.parseInt(text.strip(), radix);
            if (length >= 0) {
                return length;
            }
        } catch (NumberFormatException unreadable) {
            throw new BadRequest(400, "Expected a length, found '" + text + "'");
        }
        throw new BadRequest(400, "Expected a length of zero or more, found '" + text + "'");
    }

    private String requireLine() throws IOException {
        String line = readLine();
        if (line == null) {
            throw new EOFException("The connection ended inside a chunked body");
        }
        return line;
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            int next = input.read();
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new BadRequest(431, "A line of the head is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(next);
        }
    }

    private void write(Response response, String method, boolean keep, int bodyLimit) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(response.status()).append(' ').append(reason(response.status()));
        head.append("\r\n");
        response.headers()
                .forEach((name, value) -> head.append(name)
                        .append(": ")
                        .append(value.replaceAll("[\\r\\n]", " "))
                        .append("\r\n"));
        boolean bodiless = response.status() == 204 || response.status() == 304;
        if (!bodiless) {
            head.append("Content-Length: ").append(response.body().length).append("\r\n");
        }
        head.append("Connection: ").append(keep ? "keep-alive" : "close").append("\r\n\r\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!bodiless && !method.equals("HEAD")) {
            whole.write(response.body(), 0, Math.min(response.body().length, bodyLimit));
        }
        // One write for head and body: two small ones would wait for each other (Nagle and delayed acknowledgement).
        whole.writeTo(output);
        output.flush();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }

    /** The client's bytes are no HTTP that we read; the connection ends after the answer. */
    private static final class BadRequest extends RuntimeException {
        private final int status;

        private BadRequest(int status, String message) {
            super(message);
            this.status = status;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
