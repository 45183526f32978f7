package dev.tollgate.store.portal;

/**
 * Asked before something that cannot be undone.
 *
 * @param consequence what happens then
 * @param action where the yes is posted
 * @param back where the no leads
 */
record Question(String title, String consequence, String yes, String action, String back) {}
