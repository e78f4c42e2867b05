// Submits the page's one form: the SAML POST binding needs a form, and a person without script has its button.
document.querySelector("form[data-submit]")?.submit();
