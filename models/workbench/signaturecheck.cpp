#include "models/workbench/signaturecheck.h"

#include "services/core/inpool.h"
#include "services/signing/digest.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::workbench {

namespace {

struct CheckTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::workbench::SignatureCheck)
};

std::unique_ptr<signing::Scheme> schemeOf(const QString &source)
{
    auto schemes = signing::makeSchemes();
    const auto found = std::find_if(schemes.begin(), schemes.end(), [&](const auto &scheme) {
        return scheme->source() == source.toStdString();
    });
    return found == schemes.end() ? nullptr : std::move(*found);
}

/// What is wrong with what is given; empty: nothing.
QString wrongWith(const signing::Scheme *scheme, const capture::CapturedRequest &request,
                  const secrets::Secret &secret)
{
    if (!scheme)
        return CheckTexts::tr("Say which source signed it: the headers do not tell.");
    if (secret.isEmpty())
        return CheckTexts::tr("Give the secret that it should be signed with.");
    if (request.body.size() > largestBody)
        return CheckTexts::tr("The body is over 512 KiB, and the gateway takes none that large.");
    return {};
}

QString diagnosed(const signing::Scheme &scheme, const capture::CapturedRequest &request,
                  const secrets::Secret &secret, Timestamp at)
{
    std::vector<signing::CandidateSecret> candidates;
    candidates.push_back({.secret = std::string(secret.view()),
                          .label = CheckTexts::tr("the given secret").toStdString(),
                          .state = {}});
    const signing::Diagnosis diagnosis =
        scheme.explain({request.url, request.headers, request.body}, candidates, at);
    signing::wipe(candidates.front().secret);
    signing::freeThreadState();
    return QString::fromStdString(toJson(diagnosis));
}

} // namespace

QStringList sources()
{
    QStringList names;
    for (const auto &scheme : signing::makeSchemes())
        names += QString::fromUtf8(scheme->source().data(), qsizetype(scheme->source().size()));
    return names;
}

QFuture<Result<QString>> checkSignature(const QString &source, capture::CapturedRequest request,
                                        secrets::Secret secret, Timestamp at)
{
    std::shared_ptr<signing::Scheme> scheme = schemeOf(source);
    if (const QString wrong = wrongWith(scheme.get(), request, secret); !wrong.isEmpty())
        return QtFuture::makeReadyFuture(Result<QString>(failure(ErrorKind::Invalid, wrong)));
    // A std::function is copied, and neither scheme nor secret can be.
    return inPool<QString>([scheme, request = std::move(request),
                            secret = std::make_shared<secrets::Secret>(std::move(secret)), at] {
        return Result<QString>(diagnosed(*scheme, request, *secret, at));
    });
}

} // namespace gatehouse::workbench
