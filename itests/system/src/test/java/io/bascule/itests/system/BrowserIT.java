/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.itests.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The console in a real browser: its scripts run under the policy that we send, and nothing complains. */
@SuppressWarnings("NullAway.Init")
final class BrowserIT {
    private static final int PORT = RunningBascule.FIRST_PORT + 180;
    private static final String CONSOLE = "http://127.0.0.1:" + PORT + "/system/console";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static RunningBascule bascule;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> chromium = chromium();
        // A build server installs one; see .ci/run.
        assumeTrue(chromium.isPresent() || System.getenv("CI") != null, "There is no chromium on the PATH");
        bascule = RunningBascule.start(
                folder.resolve("out"), "--dir", folder.resolve("data").toString(), "--port", "" + PORT, "--no-broker");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(
                                chromium.orElseThrow(() -> new AssertionError("There is no chromium on the PATH")))
                        // As root in a container there is neither a sandbox nor much shared memory.
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        Files.createDirectories(SCREENSHOTS);
        bascule.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (bascule != null) {
            bascule.close();
        }
    }

    @BeforeEach
    void logIn() {
        BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setHttpCredentials("admin", bascule.password()));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
    }

    @Test
    void opensTheStartPage() {
        open("");

        page.locator("#plugin_table tbody tr").first().waitFor();
        shoot("start");

        assertThat(page.title()).contains("Apache Felix Web Console");
        assertThat(page.locator("#plugin_table").innerText()).contains("io.bascule.engine");
        assertThat(complaints).isEmpty();
    }

    @Test
    void showsTheFormOfASettingAndSortsItsTable() {
        open("/configMgr");
        Locator catalog = page.locator("#configTable td:has(.pid:text-is('io.bascule.catalog'))");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        shoot("configuration");

        catalog.click();
        Locator form = page.locator("#editor");
        form.getByText("Database URL").waitFor();
        shoot("configuration-form");

        assertThat(form.innerText()).contains("io.bascule.catalog").contains("WRITE_DELAY=0");
        assertThat(page.evaluate("typeof jQuery.fn.tablesorter")).isEqualTo("function");
        assertThat(complaints).isEmpty();
    }

    @Test
    void changesAConnectionInItsFileAndNamesWhatIsWrong() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Path file = data.resolve("etc/io.bascule.connector.stripe-stripe.cfg");
        Files.writeString(data.resolve("secrets/stripe-key"), "sk_test_4242");
        Files.writeString(file, """
                # Our only account.
                url = http://127.0.0.1:1
                auth = bearer
                auth.secret = secret:stripe-key
                # Seldom, there are webhooks.
                poll.seconds = 60
                """);
        awaitConfiguration("\"version\":1,");

        Locator form = openForm("stripe");
        shoot("stripe-form");
        assertThat(form.innerText()).contains("Idempotency keys", "Seconds between two looks", "Address");
        assertThat(form.innerText()).doesNotContain("sk_test_4242");
        save(form, "7");
        page.waitForURL("**/configMgr");

        String answer = awaitConfiguration("\"version\":2,");
        assertThat(answer).contains("\"status\":\"accepted\"", "\"poll.seconds\":\"7\"", "\"auth\":\"bearer\"");
        assertThat(Files.readString(file)).isEqualTo("""
                # Our only account.
                url = http://127.0.0.1:1
                auth = bearer
                auth.secret = secret:stripe-key
                # Seldom, there are webhooks.
                poll.seconds = 7
                """);
        assertThat(complaints).isEmpty();

        save(openForm("stripe"), "plenty");
        // The console puts the whole error page into its alert, title included, which is not shown.
        page.locator(".ui-dialog td:visible, .ui-dialog pre:visible")
                .filter(new Locator.FilterOptions()
                        .setHasText("poll.seconds: expected a whole number from 1 to 86400, found"))
                .first()
                .waitFor();
        shoot("stripe-form-refused");

        assertThat(Files.readString(file)).contains("poll.seconds = 7").doesNotContain("plenty");
        assertThat(awaitConfiguration("\"version\":2,")).contains("\"status\":\"accepted\"");
        // The refusal itself, and that the console's own script closes a dialog that it never opened.
        assertThat(complaints)
                .hasSizeBetween(1, 2)
                .allSatisfy(complaint -> assertThat(complaint)
                        .containsAnyOf("status of 400", "cannot call methods on dialog prior to initialization"));
    }

    /** The form, filled with what Config Admin holds. */
    private Locator openForm(String name) {
        open("/configMgr/io.bascule.connector.stripe~" + name);
        Locator form = page.locator("#editor");
        form.locator("textarea[name='poll.seconds']").waitFor();
        return form;
    }

    private void save(Locator form, String seconds) {
        form.locator("textarea[name='poll.seconds']").fill(seconds);
        form.locator("input[name='optpoll.seconds']").check();
        page.locator(".ui-dialog-buttonset button:text-is('Save')").click();
    }

    private String awaitConfiguration(String text) throws IOException, InterruptedException {
        String[] answer = {""};
        Awaitility.await("\"" + text + "\" of the connection")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    answer[0] = bascule.request(
                                    "GET",
                                    PORT,
                                    "/api/v1/configurations/stripe",
                                    "Authorization",
                                    "Bearer " + bascule.restToken())
                            .body();
                    return answer[0].contains(text);
                });
        return answer[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundles", "components", "events", "services"})
    void opensEveryOtherPageInSilence(String name) {
        open("/" + name);

        page.waitForLoadState(LoadState.NETWORKIDLE);
        shoot(name);

        assertThat(complaints).isEmpty();
    }

    private void open(String path) {
        Response answer = page.navigate(CONSOLE + path);
        assertThat(answer.status()).isEqualTo(200);
    }

    private void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
