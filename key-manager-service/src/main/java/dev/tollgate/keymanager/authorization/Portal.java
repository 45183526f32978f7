package dev.tollgate.keymanager.authorization;

import java.util.List;

/** The platform's own clients, and the most that each gets: its users' roles bound it further. */
enum Portal {
    PUBLISHER("tollgate-publisher-portal", "Publisher", "/publisher", """
        openid profile email apim:admin apim:admin_settings apim:admin_tier_manage apim:admin_tier_view apim:api_category apim:api_create
        apim:api_definition_view apim:api_delete apim:api_generate_key apim:api_import_export apim:api_list_view
        apim:api_manage apim:api_mediation_policy_manage apim:api_publish apim:api_view apim:bl_manage apim:bl_view
        apim:client_certificates_add apim:client_certificates_manage apim:client_certificates_update
        apim:client_certificates_view apim:comment_manage apim:comment_view apim:comment_write
        apim:common_operation_policy_manage apim:common_operation_policy_view apim:document_create apim:document_manage
        apim:environment_manage apim:environment_read apim:ep_certificates_add apim:ep_certificates_manage
        apim:ep_certificates_update apim:ep_certificates_view apim:mediation_policy_create apim:mediation_policy_manage
        apim:mediation_policy_view apim:policies_import_export apim:publisher_settings apim:shared_scope_manage
        apim:subscription_approval_manage apim:subscription_approval_view apim:subscription_block
        apim:subscription_manage apim:subscription_view apim:tier_manage apim:tier_view
        """),
    STORE("tollgate-store-portal", "Store", "/store", """
        openid profile email apim:admin apim:admin_settings apim:api_key apim:api_workflow_approve apim:api_workflow_view
        apim:app_import_export apim:app_manage apim:app_settings_change apim:store_settings apim:sub_alert_manage
        apim:sub_manage apim:subscribe
        """);

    private final String consumerKey;
    private final String title;
    private final String path;
    private final String scopes;

    Portal(String consumerKey, String title, String path, String scopes) {
        this.consumerKey = consumerKey;
        this.title = title;
        this.path = path;
        this.scopes = scopes;
    }

    String consumerKey() {
        return consumerKey;
    }

    String title() {
        return title;
    }

    List<String> scopes() {
        return List.of(scopes.trim().split("\\s+"));
    }

    List<String> callbackUrls(List<String> origins) {
        return origins.stream().map(origin -> origin + path + "/signed-in").toList();
    }

    List<String> signOutUrls(List<String> origins) {
        return origins.stream()
                .flatMap(origin -> List.of(origin + path, origin + path + "/", origin + path + "/signed-out").stream())
                .toList();
    }
}
