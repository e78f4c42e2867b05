// Submits the page's one form: the SAML POST binding needs a form, and a person without script has its button.
document.forms[0]?.submit();
