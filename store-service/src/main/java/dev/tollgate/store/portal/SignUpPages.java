package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.store.portal.session.LocalPath;
import dev.tollgate.store.portal.session.PortalSession;
import dev.tollgate.store.portal.session.SelfRegistration;
import dev.tollgate.store.portal.session.SelfRegistration.Refused;
import dev.tollgate.store.portal.session.SelfRegistration.Registered;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Newcomers make an account of their own. */
@Controller
@Hidden
@Anyone
class SignUpPages {

    private final SelfRegistration registration;

    SignUpPages(SelfRegistration registration) {
        this.registration = registration;
    }

    /** What was filled in; the password never goes back into a page. */
    record Filled(String username, String email, String next) {}

    @GetMapping("/store/sign-up")
    String form(HttpServletRequest request, Model model, @RequestParam(defaultValue = "") String next) {
        return show(request, model, new Filled("", "", LocalPath.of(next)), FormProblems.NONE);
    }

    @PostMapping("/store/sign-up")
    String register(
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            @RequestParam(defaultValue = "") String next) {
        var filled = new Filled(username.strip(), email.strip(), LocalPath.of(next));
        FormProblems problems = FormProblems.NONE;
        if (filled.username().isEmpty()) {
            problems = problems.with("username", "Choose a user name.");
        }
        if (password.isEmpty()) {
            problems = problems.with("password", "Choose a password.");
        } else if (!password.equals(repeated)) {
            problems = problems.with("repeated", "The two passwords are not the same.");
        }
        if (problems.none()) {
            switch (registration.register(filled.username(), password, filled.email())) {
                case Registered registered -> {
                    String target = URLEncoder.encode(filled.next(), StandardCharsets.UTF_8);
                    return "redirect:/store/sign-in?next=" + target;
                }
                case Refused refused -> problems = problems.with(refused.field(), refused.reason());
            }
        }
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        return show(request, model, filled, problems);
    }

    private static String show(HttpServletRequest request, Model model, Filled filled, FormProblems problems) {
        model.addAttribute("filled", filled);
        model.addAttribute("problems", problems);
        model.addAttribute("formToken", PortalSession.beginForm(request));
        return "store/sign-up";
    }
}
