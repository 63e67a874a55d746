#include "models/secrets/rotationwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace gatehouse::secrets {

namespace {

constexpr const char *context = "gatehouse::secrets::Runbook";

/// Where the secret is changed at a provider. Who makes it decides the order: a provider that makes
/// its own is asked first, and what it shows is pasted here.
struct Runbook
{
    const char *source;
    const char *name;
    std::array<const char *, 3> steps; ///< up to the waiting
};

constexpr std::array runbooks = {
    Runbook{"stripe",
            "Stripe",
            {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Stripe Dashboard: Developers, Webhooks, choose the endpoint."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Roll secret, and keep the old one for 24 hours."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Copy the new whsec_… and paste it here: Rotate.")}},
    Runbook{
        "github",
        "GitHub",
        {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook", "Rotate here, and copy the new secret."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "GitHub, repository or organisation: Settings, Webhooks, Edit."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "Change secret, paste it, Update webhook. It signs with it at "
                           "once.")}},
    Runbook{"hubspot",
            "HubSpot",
            {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "HubSpot developer account: Apps, choose the app, Auth."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Rotate the client secret; HubSpot keeps the old one for a while."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Copy the new client secret and paste it here: Rotate.")}},
    Runbook{"shopify",
            "Shopify",
            {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Shopify Dev Dashboard: choose the app, Settings, Credentials."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Rotate the client secret, copy the new one, paste it here: "
                               "Rotate."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Revoke the old one at Shopify: only then does it sign with the new "
                               "one, within an hour.")}},
    Runbook{"slack",
            "Slack",
            {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "api.slack.com/apps: choose the app, Basic Information, App "
                               "Credentials."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Regenerate the signing secret. Slack signs with it at once, so be "
                               "quick."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Copy the new signing secret and paste it here: Rotate.")}},
    Runbook{
        "woocommerce",
        "WooCommerce",
        {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook", "Rotate here, and copy the new secret."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "WordPress: WooCommerce, Settings, Advanced, Webhooks, choose the "
                           "webhook."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "Put it into the field Secret, Save webhook. Do so for each webhook "
                           "of the shop.")}},
    Runbook{
        "wordpress",
        "WordPress",
        {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook", "Rotate here, and copy the new secret."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook", "Open wp-config.php of the site."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "Make it the value of AI_GUY_GATEWAY_SITE_SECRET, and save.")}},
    Runbook{
        "wpmedia",
        "WP media",
        {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook", "Rotate here, and copy the new secret."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "Put it into the settings of the media service that calls back."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "Restart the service where it reads its secrets only then.")}},
    Runbook{
        "ai",
        QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook", "The AI system"),
        {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook", "Rotate here, and copy the new secret."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "Put it into the settings of the AI system that calls back."),
         QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                           "Restart the service where it reads its secrets only then.")}},
    Runbook{"standard",
            "Standard Webhooks",
            {QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "The sender's settings: choose the endpoint, Rotate secret."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Copy the new whsec_… and paste it here: Rotate."),
             QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                               "Most senders sign with both for a day: both are then seen.")}},
};

const Runbook *find(const QString &source)
{
    const auto found = std::find_if(runbooks.begin(), runbooks.end(), [&](const Runbook &each) {
        return source == QLatin1String(each.source);
    });
    return found == runbooks.end() ? nullptr : &*found;
}

QString translated(const char *text)
{
    return QCoreApplication::translate(context, text);
}

} // namespace

QString providerName(const QString &source)
{
    const Runbook *known = find(source);
    return known ? translated(known->name) : collection::visibleText(source);
}

QStringList knownSources()
{
    QStringList sources;
    for (const Runbook &each : runbooks)
        sources += QString::fromLatin1(each.source);
    return sources;
}

QStringList runbook(const QString &source)
{
    const Runbook *known = find(source);
    if (!known)
        return {};
    QStringList steps;
    for (const char *step : known->steps)
        steps += translated(step);
    steps += translated(QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                                          "Wait until the old version is no longer seen."));
    steps += translated(QT_TRANSLATE_NOOP("gatehouse::secrets::Runbook",
                                          "Retire it here. Nothing more to do at the provider."));
    return steps;
}

int waitingStep(const QString &source)
{
    const Runbook *known = find(source);
    return known ? int(known->steps.size()) : -1;
}

} // namespace gatehouse::secrets
