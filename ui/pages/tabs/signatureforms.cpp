#include "ui/pages/tabs/signatureforms.h"

#include "models/collection/celltext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace gatehouse::ui {

namespace {

struct FormOfSource
{
    QLatin1String source;
    QLatin1String header;
    const char *signedParts;
};

constexpr const char *formContext = "gatehouse::ui::SignatureForm";
constexpr const char *bodyAlone = QT_TRANSLATE_NOOP("gatehouse::ui::SignatureForm", "the body");
constexpr const char *timeAndBody =
    QT_TRANSLATE_NOOP("gatehouse::ui::SignatureForm", "the time and the body");
constexpr const char *urlAndBody =
    QT_TRANSLATE_NOOP("gatehouse::ui::SignatureForm", "the method, the URL, the body and the time");
constexpr const char *idAndBody =
    QT_TRANSLATE_NOOP("gatehouse::ui::SignatureForm", "the id, the time and the body");

/// A source that stands twice has two families of headers.
constexpr std::array forms{
    FormOfSource{QLatin1String("stripe"), QLatin1String("Stripe-Signature"), timeAndBody},
    FormOfSource{QLatin1String("github"), QLatin1String("X-Hub-Signature-256"), bodyAlone},
    FormOfSource{QLatin1String("hubspot"), QLatin1String("X-HubSpot-Signature-v3"), urlAndBody},
    FormOfSource{QLatin1String("shopify"), QLatin1String("X-Shopify-Hmac-Sha256"), bodyAlone},
    FormOfSource{QLatin1String("shopify"), QLatin1String("shopify-hmac-sha256"), bodyAlone},
    FormOfSource{QLatin1String("slack"), QLatin1String("X-Slack-Signature"), timeAndBody},
    FormOfSource{QLatin1String("woocommerce"), QLatin1String("X-WC-Webhook-Signature"), bodyAlone},
    FormOfSource{QLatin1String("standard"), QLatin1String("webhook-signature"), idAndBody},
    FormOfSource{QLatin1String("standard"), QLatin1String("svix-signature"), idAndBody},
    FormOfSource{QLatin1String("wordpress"), QLatin1String("X-Signature"), bodyAlone},
    FormOfSource{QLatin1String("ai"), QLatin1String("X-AI-Signature"), bodyAlone},
    FormOfSource{QLatin1String("wpmedia"), QLatin1String("X-WP-Signature"), bodyAlone},
};

/// The name as it was sent.
QString sentName(const HeaderList &headers, QLatin1String name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? QString() : collection::visibleText(found->first);
}

/// The codes of signing::Verification, as the column `error` writes them.
constexpr std::array<QLatin1String, 5> signatureCodes{
    QLatin1String("header missing"), QLatin1String("header unusable"),
    QLatin1String("signature malformed"), QLatin1String("signature mismatch"),
    QLatin1String("timestamp skew")};

bool isStatus(QStringView word)
{
    return word.size() == 3
        && std::all_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
}

} // namespace

QString sourceOfHeaders(const HeaderList &headers)
{
    QStringList found;
    for (const FormOfSource &form : forms) {
        if (!sentName(headers, form.header).isEmpty() && !found.contains(form.source))
            found += form.source;
    }
    return found.size() == 1 ? found.first() : QString();
}

SignatureForm signatureForm(const QString &source, const HeaderList &headers)
{
    for (const FormOfSource &form : forms) {
        const QString name = source == form.source ? sentName(headers, form.header) : QString();
        if (!name.isEmpty())
            return {name, QCoreApplication::translate(formContext, form.signedParts)};
    }
    return {};
}

RefusedFor refusedFor(const QString &error)
{
    if (!isStatus(error.section(u' ', 0, 0)))
        return RefusedFor::Unknown;
    const QString code = error.section(u' ', 1);
    const bool isKnown =
        std::find(signatureCodes.begin(), signatureCodes.end(), code) != signatureCodes.end();
    return isKnown ? RefusedFor::Signature : RefusedFor::SomethingElse;
}

} // namespace gatehouse::ui
