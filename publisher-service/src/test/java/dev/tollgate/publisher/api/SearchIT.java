package dev.tollgate.publisher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.TestApis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchIT {

    private static final Client ALICE = Client.alice();

    @BeforeAll
    static void threeApis() {
        create("SearchAlpha", "1.0", "\"tags\": [\"findfruit\", \"red\"], \"description\": \"findthis 100% pure\"");
        create("SearchBeta", "2.0", "\"tags\": [\"findfruit\"]");
        create("SearchAlphabet", "3.0", "\"tags\": [\"findfruits\"]");
    }

    private static void create(String name, String version, String more) {
        var answer = ALICE.post("/apis", TestApis.plain(name, version).replaceFirst("\\{", "{" + more + ","));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SearchAlpha ~ 2",
                "name:SearchAlpha ~ 2",
                "name:\"SearchAlpha\" ~ 1",
                "searchalpha ~ 2",
                "name:Search version:2 ~ 1",
                "context:searchb ~ 1",
                "provider:alice name:Search ~ 3",
                "provider:bob name:Search ~ 0",
                "tags:findfruit ~ 3",
                "tags:\"findfruit\" ~ 2",
                "tag:red ~ 1",
                "status:CREATED name:Search ~ 3",
                "lcstate:published name:Search ~ 0",
                "description:findthis ~ 1",
                "description:100% name:Search ~ 1",
                "description:100_ name:Search ~ 0",
                "content:\"nothing\" name:Search ~ 0",
                "content:/menu name:SearchBeta ~ 1",
                "type:HTTP name:Search ~ 3",
                "name:' OR 1=1 -- ~ 0",
            })
    void aQueryFinds(String query, int count) {
        var answer = ALICE.get("/apis?query=" + Client.encode(query));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("count").asInt()).isEqualTo(count);
        assertThat(answer.json().path("pagination").path("total").asInt()).isEqualTo(count);
    }

    @Test
    void pagesFollowOneAnother() {
        var first = ALICE.get("/apis?query=name:Search&limit=2&sortBy=apiName&sortOrder=asc")
                .json();
        assertThat(first.path("list").get(0).path("name").asString()).isEqualTo("SearchAlpha");
        assertThat(first.path("pagination").path("next").asString())
                .contains("offset=2")
                .contains("query=");
        var second = ALICE.get(first.path("pagination").path("next").asString()).json();
        assertThat(second.path("count").asInt()).isEqualTo(1);
        assertThat(second.path("list").get(0).path("name").asString()).isEqualTo("SearchBeta");
        assertThat(second.path("pagination").path("next").asString()).isEmpty();
    }

    @Test
    void whatCannotBeSearchedIsSaid() {
        assertThat(ALICE.get("/apis?query=label:x").status()).isEqualTo(400);
        assertThat(ALICE.get("/apis?limit=-1").status()).isEqualTo(400);
        assertThat(ALICE.get("/apis?limit=x").status()).isEqualTo(400);
    }
}
