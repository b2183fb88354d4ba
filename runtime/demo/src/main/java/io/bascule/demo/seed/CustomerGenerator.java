/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.demo.seed;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Invents customers of several countries, each with an e-mail address of its own. Not safe for use by several threads. */
final class CustomerGenerator {
    static final String BILLING = "addresses[kind=billing].";
    static final String SHIPPING = "addresses[kind=shipping].";

    private static final List<String> FIRST = List.of(
            "Ada",
            "Björn",
            "Chloé",
            "Dragana",
            "Émile",
            "Fatma",
            "Grażyna",
            "Håkon",
            "Ines",
            "José",
            "Katarzyna",
            "Łukasz",
            "Márta",
            "Niamh",
            "Øystein",
            "Petra",
            "Quentin",
            "Renée",
            "Søren",
            "Tomáš",
            "Ulrike",
            "Václav",
            "Wiebke",
            "Xavier",
            "Yıldız",
            "Zoë",
            "Matteo",
            "Giulia",
            "Siân",
            "Aoife");
    private static final List<String> LAST = List.of(
            "Andersson",
            "Bäcker",
            "Çelik",
            "Dvořák",
            "Eriksson",
            "Fernández",
            "Großmann",
            "Horváth",
            "Iversen",
            "Jørgensen",
            "Kowalski",
            "Lefèvre",
            "Müller",
            "Núñez",
            "O'Brien",
            "Peña",
            "Quaresma",
            "Rossi",
            "Schröder",
            "Tóth",
            "Urbański",
            "Väisänen",
            "Weiß",
            "Yılmaz",
            "Żak",
            "d'Angelo",
            "van der Meer",
            "Nagy-Kovács");
    private static final List<String> COMPANIES =
            List.of("Tischlerei", "Bäckerei", "Café", "Studio", "Atelier", "Brauerei", "Verlag", "Garage");
    private static final List<Place> PLACES = List.of(
            new Place("AT", "Wien", "1", "Praterstraße", "+43 1", "ATU"),
            new Place("DE", "München", "80", "Lindwurmstraße", "+49 89", "DE"),
            new Place("SE", "Göteborg", "411", "Södra Vägen", "+46 31", "SE"),
            new Place("FR", "Orléans", "45", "Rue de la République", "+33 2", "FR"),
            new Place("ES", "A Coruña", "15", "Calle Ángel", "+34 981", "ES"),
            new Place("PL", "Łódź", "90", "Piotrkowska", "+48 42", "PL"),
            new Place("CZ", "Plzeň", "301", "Náměstí Míru", "+420 37", "CZ"),
            new Place("DK", "Århus", "80", "Nørregade", "+45 86", "DK"));
    private static final List<String> DOMAINS =
            List.of("example.org", "example.com", "example.net", "mail.example.org", "post.example.com");
    private static final List<String> NOTES = List.of(
            "Prefers delivery in the morning",
            "Calls back on Thursdays; speaks German and English",
            "Pays by bank transfer, 30 days",
            "Regular since 2019 \u2013 send the spring catalogue",
            "Leave parcels with the neighbour (Żak, 2nd floor)",
            "\"Express\" only on request");

    private final SplittableRandom random;
    private final Set<String> emails = new HashSet<>();

    CustomerGenerator(SplittableRandom random) {
        this.random = random;
    }

    /** Another customer; fields by catalog path, absent ones left out. */
    SortedMap<String, String> next() {
        Place place = pick(PLACES);
        String first = pick(FIRST);
        String last = pick(LAST);
        boolean company = random.nextInt(5) == 0;
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("name", company ? pick(COMPANIES) + " " + last + " & " + first : first + " " + last);
        fields.put("email", email(first, last));
        if (random.nextInt(10) > 0) {
            fields.put("phone", place.phone + " " + (1_000_000 + random.nextInt(9_000_000)));
        }
        if (random.nextInt(3) > 0) {
            fields.put("notes", pick(NOTES));
        }
        if (company) {
            fields.put("vat_id", place.vat + (10_000_000 + random.nextInt(90_000_000)));
        }
        address(fields, BILLING, place);
        if (random.nextInt(4) == 0) {
            address(fields, SHIPPING, pick(PLACES));
        }
        return fields;
    }

    private void address(SortedMap<String, String> fields, String prefix, Place place) {
        fields.put(prefix + "line1", place.street + " " + (1 + random.nextInt(180)));
        fields.put(prefix + "city", place.city);
        fields.put(prefix + "postal_code", place.postalPrefix + (100 + random.nextInt(900)));
        fields.put(prefix + "country", place.country);
    }

    private String email(String first, String last) {
        String local = ascii(first) + "." + ascii(last);
        String domain = pick(DOMAINS);
        String email = local + "@" + domain;
        for (int number = 2; !emails.add(email); number++) {
            email = local + number + "@" + domain;
        }
        return email;
    }

    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("ı", "i")
                .replace("ß", "ss")
                .replaceAll("[^a-z]", "");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private record Place(String country, String city, String postalPrefix, String street, String phone, String vat) {}
}
