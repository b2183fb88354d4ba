/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Which jars may run besides those of the distribution: all, those whose hash stands in a list, or those that are signed by a
 * known certificate. The files are read at each decision, so what is added to them counts at once. Thread-safe.
 *
 * @param policy what is asked for
 * @param list the file of hashes, one a line in hexadecimal digits, anything after it a remark; {@code #} begins a comment
 * @param certificates the file of certificates in PEM
 */
record Approval(Policy policy, Path list, Path certificates) {
    static final String KEY = "bascule.approval";
    private static final String LIST = "approved-bundles.txt";
    private static final String CERTIFICATES = "approved-certificates.pem";

    /** What is asked of a jar. */
    enum Policy {
        /** Nothing. */
        OPEN,
        /** Its SHA-256 stands in the list. */
        LISTED,
        /** Every file in it is signed by one of the certificates. */
        SIGNED
    }

    /**
     * As the settings have it; open if they say nothing.
     *
     * @param etc the folder of the list and the certificates
     * @throws StartFailure with {@link ExitCode#USAGE} if there is no such policy
     */
    static Approval of(Settings settings, Path etc) {
        String text = settings.all().getOrDefault(KEY, "open");
        for (Policy policy : Policy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                return new Approval(policy, etc.resolve(LIST), etc.resolve(CERTIFICATES));
            }
        }
        throw new StartFailure(
                ExitCode.USAGE,
                Settings.FILE + ": " + KEY + " must be open, listed or signed, but is \"" + text + "\".");
    }

    /** Why a jar must not run, and what to do about it; empty if it may. */
    Optional<String> refusal(Path jar) {
        if (policy == Policy.OPEN) {
            return Optional.empty();
        }
        try {
            return policy == Policy.LISTED ? listed(sha256(jar)) : signed(jar);
        } catch (IOException | CertificateException | SecurityException e) {
            return Optional.of("it cannot be approved: " + e + ". Nothing runs unapproved while " + KEY + " is "
                    + policy.name().toLowerCase(Locale.ROOT) + ".");
        }
    }

    private Optional<String> listed(String sha256) throws IOException {
        if (Files.exists(list)) {
            for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
                if (line.strip().split("\\s", 2)[0].equalsIgnoreCase(sha256)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of("it is not approved: expected its SHA-256 in " + list + ", found no line " + sha256
                + ". If you trust this very jar, add the line.");
    }

    private Optional<String> signed(Path jar) throws IOException, CertificateException {
        Set<Certificate> known = known();
        try (JarFile file = new JarFile(jar.toFile(), true)) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.isDirectory() || isOfSignature(entry.getName())) {
                    continue;
                }
                try (InputStream bytes = file.getInputStream(entry)) {
                    // Whoever signed it is known only when it has been read to its end.
                    bytes.transferTo(java.io.OutputStream.nullOutputStream());
                }
                if (!isSignedBy(known, entry)) {
                    return Optional.of("it is not approved: expected every file in it to be signed by a certificate of "
                            + certificates + ", found " + entry.getName() + " that is not; its SHA-256 is "
                            + sha256(jar) + ". Have it signed, or add the certificate of whoever signed it, if you"
                            + " trust them.");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSignedBy(Set<Certificate> known, JarEntry entry) {
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            return false;
        }
        for (CodeSigner signer : signers) {
            if (known.contains(signer.getSignerCertPath().getCertificates().get(0))) {
                return true;
            }
        }
        return false;
    }

    /** What a signature itself consists of is not signed. */
    private static boolean isOfSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.equals(JarFile.MANIFEST_NAME) || upper.matches("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
    }

    private Set<Certificate> known() throws IOException, CertificateException {
        if (!Files.exists(certificates)) {
            return Set.of();
        }
        try (InputStream stream = Files.newInputStream(certificates)) {
            return new HashSet<>(
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(stream)));
        }
    }

    private static String sha256(Path jar) throws IOException {
        try (InputStream stream = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
