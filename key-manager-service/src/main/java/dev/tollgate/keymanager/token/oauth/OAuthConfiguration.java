package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.PublicUrl;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/** The authorization server's endpoints, with providers of our own: the client alone is authenticated, sessions are ignored. */
@Configuration(proxyBeanMethods = false)
class OAuthConfiguration {

    private static final String INTROSPECT = "/oauth2/introspect";
    private static final String REVOKE = "/oauth2/revoke";

    @Bean
    @Order(1)
    SecurityFilterChain oauthEndpoints(
            HttpSecurity http,
            PublicUrl publicUrl,
            RegisteredClients registeredClients,
            ClientSecretCheck clientSecretCheck,
            CodeGrant code,
            ClientCredentialsGrant clientCredentials,
            PasswordGrant password,
            RefreshGrant refresh,
            Introspection introspection,
            TokenRevocation revocation,
            JsonMapper json) {
        OAuthErrors errors = new OAuthErrors(json);
        AuthorizationServerSettings settings = AuthorizationServerSettings.builder()
                .issuer(publicUrl.value())
                .tokenEndpoint(SecondTokenAddress.TOKEN)
                .tokenIntrospectionEndpoint(INTROSPECT)
                .tokenRevocationEndpoint(REVOKE)
                .build();
        return http.securityMatcher(endpoints())
                .with(
                        new OAuth2AuthorizationServerConfigurer(),
                        server -> server.registeredClientRepository(registeredClients)
                                .authorizationService(new NoAuthorizations())
                                .authorizationServerSettings(settings)
                                .tokenGenerator(context -> null)
                                .clientAuthentication(client -> client.authenticationConverters(converters(
                                                new ClientSecretBasicAuthenticationConverter(),
                                                new ClientSecretPostAuthenticationConverter(),
                                                new PublicClientConverter()))
                                        .authenticationProviders(only(clientSecretCheck))
                                        .errorResponseHandler(errors))
                                .tokenEndpoint(token -> token.accessTokenRequestConverters(converters(
                                                new OAuth2AuthorizationCodeAuthenticationConverter(),
                                                new OAuth2ClientCredentialsAuthenticationConverter(),
                                                new PasswordGrantConverter(),
                                                new OAuth2RefreshTokenAuthenticationConverter()))
                                        .authenticationProviders(only(code, clientCredentials, password, refresh))
                                        .accessTokenResponseHandler(new TokenAnswer(json))
                                        .errorResponseHandler(errors))
                                .tokenIntrospectionEndpoint(
                                        endpoint -> endpoint.authenticationProviders(only(introspection))
                                                .errorResponseHandler(errors))
                                .tokenRevocationEndpoint(endpoint -> endpoint.authenticationProviders(only(revocation))
                                        .errorResponseHandler(errors)))
                .addFilterBefore(errors, SecurityContextHolderFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(failures -> failures.authenticationEntryPoint(errors))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** All else is authorised by its own annotations. */
    @Bean
    @Order(2)
    SecurityFilterChain everythingElse(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> {}))
                .build();
    }

    @Bean
    FilterRegistrationBean<SecondTokenAddress> secondTokenAddress() {
        FilterRegistrationBean<SecondTokenAddress> registration =
                new FilterRegistrationBean<>(new SecondTokenAddress());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    private static RequestMatcher endpoints() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(
                paths.matcher(HttpMethod.POST, SecondTokenAddress.TOKEN),
                paths.matcher(HttpMethod.POST, INTROSPECT),
                paths.matcher(HttpMethod.POST, REVOKE));
    }

    private static Consumer<List<AuthenticationConverter>> converters(AuthenticationConverter... ours) {
        return converters -> {
            converters.clear();
            converters.addAll(Arrays.asList(ours));
        };
    }

    private static Consumer<List<AuthenticationProvider>> only(AuthenticationProvider... ours) {
        return providers -> {
            providers.clear();
            providers.addAll(Arrays.asList(ours));
        };
    }
}
