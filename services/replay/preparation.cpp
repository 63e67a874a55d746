#include "services/replay/preparation.h"

#include "services/patch/jsonpatch.h"
#include "services/replay/freshkey.h"
#include "services/signing/verification.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <cctype>

namespace gatehouse::replay {

namespace {

using Signature = Preparation::Signature;
using Key = Preparation::Key;

struct PreparationTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::Preparation)
};

void drop(signing::HeaderList &headers, std::string_view name)
{
    std::erase_if(headers,
                  [&](const auto &header) { return signing::sameName(header.first, name); });
}

/// What belongs to one connection or to the hop before a gateway, and what was redacted when it was
/// stored, so that it is of no use any more.
bool isOfTheHop(std::string_view name, std::string_view value)
{
    constexpr std::array<std::string_view, 15> ofTheHop{
        "Host",      "Content-Length",    "Connection",       "Keep-Alive",
        "TE",        "Transfer-Encoding", "Trailer",          "Upgrade",
        "Expect",    "Proxy-Connection",  "Accept-Encoding",  "X-Forwarded-For",
        "X-Real-IP", "X-Forwarded-Host",  "X-Forwarded-Proto"};
    return value == "[redacted]"
        || std::any_of(ofTheHop.begin(), ofTheHop.end(),
                       [&](std::string_view one) { return signing::sameName(one, name); });
}

bool isUtf8(const std::string &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    return !decoder.hasError();
}

/// RFC 9110, 5.6.2: what is no token would end the request line or begin another header.
bool isToken(std::string_view text)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](unsigned char c) {
        return (c < 0x80 && std::isalnum(c)) || others.find(char(c)) != std::string_view::npos;
    });
}

bool isFieldValue(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](unsigned char c) { return c == 0x7f || (c < 0x20 && c != '\t'); });
}

/// What was recorded is foreign, and a HAR file may have anything in it.
Result<> checkHead(const Fixture &fixture)
{
    const bool isGood = isToken(fixture.method)
        && std::all_of(fixture.headers.begin(), fixture.headers.end(), [](const auto &header) {
                            return isToken(header.first) && isFieldValue(header.second);
                        });
    if (isGood)
        return {};
    return failure(ErrorKind::Invalid,
                   PreparationTexts::tr("The method or a header has a character that HTTP does not "
                                        "allow there."));
}

tl::unexpected<Error> notMaskable()
{
    return failure(ErrorKind::Invalid,
                   PreparationTexts::tr("The payload is no text, so it cannot be masked."));
}

tl::unexpected<Error> unknownScheme(const Fixture &fixture)
{
    return failure(ErrorKind::Invalid,
                   PreparationTexts::tr("How “%1” signs is not known.")
                       .arg(QString::fromStdString(fixture.source)));
}

tl::unexpected<Error> withoutSecret(const Fixture &fixture)
{
    return failure(
        ErrorKind::Denied,
        PreparationTexts::tr("The target has no %1 secret for %2.")
            .arg(QString::fromStdString(fixture.source), QString::fromStdString(fixture.tenant)));
}

tl::unexpected<Error> payloadTooLarge(const std::string &body, qint64 limit)
{
    return failure(ErrorKind::Invalid,
                   PreparationTexts::tr("The payload has %1 bytes, and the target takes %2.")
                       .arg(body.size())
                       .arg(limit));
}

QString changedText()
{
    return PreparationTexts::tr("the payload is changed, and its signature is not");
}

QString knownSecretText()
{
    return PreparationTexts::tr("if the target knows the secret that signed it");
}

QString repetitionText()
{
    return PreparationTexts::tr("if the target has it already; else it is new");
}

QString ageText(std::chrono::seconds age)
{
    return PreparationTexts::tr("%1 s old")
        .arg(QString::fromStdString(signing::grouped(age.count())));
}

QJsonArray namesOf(const std::set<MaskedKind> &kinds)
{
    QJsonArray names;
    for (const MaskedKind kind : kinds)
        names += QString::fromUtf8(maskedKindName(kind).data());
    return names;
}

Prediction unprepared(const Error &error)
{
    return {Prediction::Kind::NotSent, 0, error.message};
}

} // namespace

QJsonObject Preparation::toJson() const
{
    QJsonArray dropped, added;
    for (const std::string &name : droppedHeaders)
        dropped += QString::fromStdString(name);
    for (const auto &[name, value] : addedHeaders)
        added += QJsonArray{QString::fromStdString(name), QString::fromStdString(value)};
    return {{QStringLiteral("signature"),
             signature == Signature::Now ? QStringLiteral("now") : QStringLiteral("as_recorded")},
            {QStringLiteral("key"),
             key == Key::Same ? QStringLiteral("same") : QStringLiteral("fresh")},
            {QStringLiteral("dropped_headers"), dropped},
            {QStringLiteral("added_headers"), added},
            {QStringLiteral("masked"), namesOf(masked)},
            {QStringLiteral("patch"), QString::fromStdString(patch)}};
}

Preparation Preparation::fromJson(const QJsonObject &json)
{
    Preparation result;
    if (json[u"signature"] == QLatin1String("as_recorded"))
        result.signature = Signature::AsRecorded;
    if (json[u"key"] == QLatin1String("fresh"))
        result.key = Key::Fresh;
    for (const QJsonValue name : json[u"dropped_headers"].toArray())
        result.droppedHeaders.push_back(name.toString().toStdString());
    for (const QJsonValue each : json[u"added_headers"].toArray())
        result.addedHeaders.emplace_back(each[0].toString().toStdString(),
                                         each[1].toString().toStdString());
    const QJsonArray names = json[u"masked"].toArray();
    for (const MaskedKind kind : allMaskedKinds()) {
        if (names.contains(QString::fromUtf8(maskedKindName(kind).data())))
            result.masked.insert(kind);
    }
    result.patch = json[u"patch"].toString().toStdString();
    return result;
}

Result<std::pair<std::string, std::string>> headerOfText(std::string_view text)
{
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? "" : text.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (colon == std::string_view::npos || !isToken(name) || !isFieldValue(value))
        return failure(ErrorKind::Invalid,
                       PreparationTexts::tr("“%1” is no header like \"Name: value\".")
                           .arg(QString::fromUtf8(text.data(), qsizetype(text.size()))));
    return std::pair{std::string(name), std::string(value)};
}

QString predictionName(Prediction::Kind kind)
{
    switch (kind) {
    case Prediction::Kind::Accepted:
        return QStringLiteral("accepted");
    case Prediction::Kind::Duplicate:
        return QStringLiteral("duplicate");
    case Prediction::Kind::Refused:
        return QStringLiteral("refused");
    case Prediction::Kind::NotSent:
        return QStringLiteral("not_sent");
    }
    return {};
}

struct Preparer::Private
{
    Target target;
    Preparation preparation;
    SigningSecrets secrets;
    Pseudonyms pseudonyms;
    const Clock &clock;
    std::vector<std::unique_ptr<signing::Scheme>> schemes = signing::makeSchemes();

    const signing::Scheme *schemeOf(const std::string &source) const
    {
        for (const auto &scheme : schemes) {
            if (scheme->source() == source)
                return scheme.get();
        }
        return nullptr;
    }

    const secrets::Secret *secretOf(const Fixture &fixture) const
    {
        const auto found = secrets.find(fixture.source + '/' + fixture.tenant);
        return found == secrets.end() ? nullptr : found->second.get();
    }
};

Preparer::Preparer(Target target, Preparation preparation, SigningSecrets secrets,
                   std::string maskKey, const Clock &clock)
{
    Pseudonyms pseudonyms(std::move(maskKey), preparation.masked);
    d = std::unique_ptr<Private>(new Private{std::move(target), std::move(preparation),
                                             std::move(secrets), std::move(pseudonyms), clock});
}

Preparer::~Preparer() = default;
Preparer::Preparer(Preparer &&) noexcept = default;

const Target &Preparer::target() const
{
    return d->target;
}

Result<Fixture> Preparer::changed(const Fixture &fixture, const Uuid &seed) const
{
    const Preparation &wish = d->preparation;
    Fixture changed = fixture;
    if (wish.key == Key::Fresh) {
        auto fresh = withFreshKey(std::move(changed), seed);
        if (!fresh)
            return fresh;
        changed = std::move(*fresh);
    }
    if (!wish.masked.empty()) {
        if (!isUtf8(changed.body))
            return notMaskable();
        changed.body = d->pseudonyms.body(changed.body);
    }
    if (!wish.patch.empty()) {
        auto body = patch::patched(changed.body, wish.patch);
        if (!body)
            return failure(body.error());
        changed.body = std::move(*body);
    }
    std::erase_if(changed.headers,
                  [](const auto &header) { return isOfTheHop(header.first, header.second); });
    for (const std::string &name : wish.droppedHeaders)
        drop(changed.headers, name);
    for (const auto &[name, value] : wish.addedHeaders) {
        drop(changed.headers, name);
        changed.headers.emplace_back(name, value);
    }
    if (const auto checked = checkHead(changed); !checked)
        return failure(checked.error());
    return changed;
}

Result<> Preparer::sign(Fixture &fixture, Timestamp time) const
{
    const signing::Scheme *scheme = d->schemeOf(fixture.source);
    if (!scheme)
        return unknownScheme(fixture);
    const secrets::Secret *secret = d->secretOf(fixture);
    if (!secret)
        return withoutSecret(fixture);
    const auto made =
        scheme->sign({fixture.url, fixture.headers, fixture.body}, secret->view(), time);
    for (const auto &[name, value] : made)
        drop(fixture.headers, name);
    fixture.headers.insert(fixture.headers.end(), made.begin(), made.end());
    return {};
}

Result<DeliveryRequest> Preparer::request(const Fixture &fixture, const Uuid &seed) const
{
    return requestAt(d->clock.now(), fixture, seed);
}

Result<DeliveryRequest> Preparer::requestAt(Timestamp time, const Fixture &fixture,
                                            const Uuid &seed) const
{
    auto changed = this->changed(fixture, seed);
    if (!changed)
        return failure(changed.error());
    const auto url = urlFor(d->target, fixture);
    if (!url)
        return failure(url.error());
    changed->url = *url;
    if (d->preparation.signature == Signature::Now) {
        if (const auto isSigned = sign(*changed, time); !isSigned)
            return failure(isSigned.error());
    }
    if (qint64(changed->body.size()) > d->target.bodyLimit)
        return payloadTooLarge(changed->body, d->target.bodyLimit);
    return DeliveryRequest{*url, std::move(changed->headers), std::move(changed->body),
                           changed->method};
}

/// Whether the signature is still good cannot be told without the secret; its time can.
Prediction Preparer::recordedPrediction(const Fixture &fixture) const
{
    const signing::Scheme *scheme = d->schemeOf(fixture.source);
    if (!scheme)
        return {};
    const auto changed = this->changed(fixture, Uuid{});
    if (!changed)
        return unprepared(changed.error());
    if (changed->body != fixture.body)
        return {Prediction::Kind::Refused, 401, changedText()};
    const secrets::Secret *secret = d->secretOf(fixture);
    const std::string text(secret ? secret->view() : std::string_view());
    const std::vector<std::string> secrets{text};
    const auto url = urlFor(d->target, fixture);
    const signing::Message message{url ? *url : fixture.url, changed->headers, changed->body};
    const auto told = scheme->verify(message, secrets, d->clock.now());
    using Outcome = signing::Verification::Outcome;
    if (told.outcome == Outcome::Valid)
        return {};
    if (told.outcome != Outcome::SignatureMismatch || secret)
        return {Prediction::Kind::Refused, told.outcome == Outcome::HeaderMissing ? 400 : 401,
                QString::fromStdString(told.diagnosis)};
    constexpr std::chrono::seconds longestAge{300};
    const auto age = fixture.receivedAt
        ? std::chrono::round<std::chrono::seconds>(d->clock.now() - *fixture.receivedAt)
        : std::chrono::seconds(0);
    if (age <= longestAge || fixture.source == "github" || fixture.source == "shopify"
        || fixture.source == "woocommerce" || fixture.source == "wpmedia")
        return {Prediction::Kind::Accepted, 202, knownSecretText()};
    return {Prediction::Kind::Refused, 401, ageText(age)};
}

Prediction Preparer::prediction(const Fixture &fixture) const
{
    return prediction(fixture, request(fixture, Uuid{}));
}

Prediction Preparer::prediction(const Fixture &fixture,
                                const Result<DeliveryRequest> &request) const
{
    if (!request)
        return unprepared(request.error());
    if (d->preparation.signature == Signature::AsRecorded) {
        const Prediction told = recordedPrediction(fixture);
        if (told.kind == Prediction::Kind::Refused)
            return told;
    }
    if (d->preparation.key == Key::Same)
        return {Prediction::Kind::Duplicate, 200, repetitionText()};
    return {};
}

HttpSenderOptions senderOptions(const Target &target)
{
    HttpSenderOptions options;
    options.timeout = std::chrono::milliseconds(target.timeout);
    options.certificateAuthorities = target.certificateAuthorities.toStdString();
    return options;
}

bool needsCredentialStore(const Target &target, const Preparation &preparation)
{
    return preparation.signature == Signature::Now && target.secretFiles.empty()
        && !target.secretsId.isEmpty();
}

} // namespace gatehouse::replay
