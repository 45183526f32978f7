package dev.tollgate.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.catalogue.CatalogueQuery.Attribute;
import dev.tollgate.store.catalogue.CatalogueQuery.Match;
import dev.tollgate.store.catalogue.CatalogueQuery.Term;
import org.junit.jupiter.api.Test;

class CatalogueQueryTest {

    @Test
    void aWordAloneIsAPartOfTheNameOrAWordAnywhere() {
        assertThat(CatalogueQuery.parse("pets").terms())
                .containsExactly(new Term(Attribute.TEXT, "", "pets", Match.PART));
    }

    @Test
    void valuesAreExactUnlessTheyEndInAStar() {
        assertThat(CatalogueQuery.parse("version:1.0.0 tag:anim*").terms())
                .containsExactly(
                        new Term(Attribute.VERSION, "version", "1.0.0", Match.EXACT),
                        new Term(Attribute.TAG, "tag", "anim", Match.PREFIX));
    }

    @Test
    void quotesHoldSpacesAndStarsTogether() {
        assertThat(CatalogueQuery.parse("name:\"Pet Shop*\"").terms())
                .containsExactly(new Term(Attribute.NAME, "name", "Pet Shop*", Match.EXACT));
    }

    @Test
    void anUnknownModifierIsAnAdditionalProperty() {
        assertThat(CatalogueQuery.parse("Team:Blue").terms())
                .containsExactly(new Term(Attribute.PROPERTY, "team", "Blue", Match.EXACT));
    }

    @Test
    void onlyPublishedAndPrototypedAreEverFound() {
        assertThat(CatalogueQuery.parse("status:prototyped").prototypes()).isTrue();
        assertThat(CatalogueQuery.parse("status:PUBLISHED").nothing()).isFalse();
        assertThat(CatalogueQuery.parse("status:CREATED").nothing()).isTrue();
        assertThat(CatalogueQuery.parse(null).terms()).isEmpty();
    }

    @Test
    void endlessQueriesAreRefused() {
        assertThatThrownBy(() -> CatalogueQuery.parse("a ".repeat(11))).isInstanceOf(RefusedException.class);
    }

    @Test
    void wordsAndPhrasesAreLookedForInTexts() {
        CatalogueQuery query = CatalogueQuery.parse("quota doc:\"rate limit\" content:burst tag:x");
        assertThat(query.terms())
                .containsExactly(
                        new Term(Attribute.TEXT, "", "quota", Match.PART),
                        new Term(Attribute.DOCUMENT, "doc", "rate limit", Match.EXACT),
                        new Term(Attribute.CONTENT, "content", "burst", Match.PART),
                        new Term(Attribute.TAG, "tag", "x", Match.EXACT));
        assertThat(query.text()).isEqualTo("quota rate limit burst");
        assertThat(query.documentsOnly()).isTrue();
    }
}
