#include "app/gatehousectl/normalize.h"

#include "app/gatehousectl/inputfile.h"
#include "app/gatehousectl/output.h"
#include "services/gateway/normalize/normalizer.h"
#include "services/gateway/simulator/fixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace gatehouse::cli {

namespace {

using gateway::Normalizer;

struct NormalizeText
{
    Q_DECLARE_TR_FUNCTIONS(NormalizeText)
};

/// What ingest takes (docs/contract.md, section 2).
constexpr qint64 largestPayload = qint64(512) * 1024;

/// A payload with what was sent around it.
struct SavedRequest
{
    std::string source;
    std::string body;
    Normalizer::HeaderList headers;
};

QString known(const Normalizer &normalizer)
{
    QStringList names;
    for (const std::string &source : normalizer.sources())
        names += QString::fromStdString(source);
    return names.join(QStringLiteral(", "));
}

Result<std::string> sourceOf(const NormalizeOptions &options, const Normalizer &normalizer)
{
    std::string source = options.source;
    if (source.empty() && options.file != "-") {
        const QFileInfo file(QString::fromStdString(options.file));
        source = file.absoluteDir().dirName().toStdString();
    }
    if (normalizer.knows(source))
        return source;
    if (!options.source.empty()) {
        return failure(ErrorKind::Invalid,
                       NormalizeText::tr("There is no source %1. Take one of: %2.")
                           .arg(QString::fromStdString(source), known(normalizer)));
    }
    return failure(ErrorKind::Invalid,
                   NormalizeText::tr("It is not known which source sent this payload: it is not in "
                                     "a folder of that name. Add --source with one of: %1.")
                       .arg(known(normalizer)));
}

/// Nothing when the text is not `Name: value`.
std::optional<std::pair<std::string, std::string>> parseHeader(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0)
        return std::nullopt;
    const std::size_t value = std::min(text.find_first_not_of(" \t", colon + 1), text.size());
    return std::pair(text.substr(0, colon), text.substr(value));
}

/// Those on the command line come first, which is where they are found.
Result<Normalizer::HeaderList> givenHeaders(const NormalizeOptions &options)
{
    Normalizer::HeaderList headers;
    for (const std::string &text : options.headers) {
        auto header = parseHeader(text);
        if (!header) {
            return failure(ErrorKind::Invalid,
                           NormalizeText::tr("The header \"%1\" has no name. Write it like "
                                             "--header 'X-GitHub-Event: push'.")
                               .arg(QString::fromStdString(text)));
        }
        headers.push_back(std::move(*header));
    }
    return headers;
}

void fillIn(SavedRequest &request, const NormalizeOptions &options)
{
    if (!gateway::hasPlaceholders(request.body))
        return;
    const auto values = gateway::sampleFixtureValues(SystemClock().now(), options.tenant);
    request.body = gateway::filledFixture(std::move(request.body), values);
    const std::string name =
        QFileInfo(QString::fromStdString(options.file)).completeBaseName().toStdString();
    for (auto &header : gateway::providerHeaders(request.source, name, request.body, values))
        request.headers.push_back(std::move(header));
}

Result<SavedRequest> savedRequest(const NormalizeOptions &options, const Normalizer &normalizer)
{
    const auto body = readFileOrInput(options.file, largestPayload); // its folder may be a source
    if (!body)
        return failure(body.error());
    auto source = sourceOf(options, normalizer);
    if (!source)
        return failure(std::move(source.error()));
    auto headers = givenHeaders(options);
    if (!headers)
        return failure(std::move(headers.error()));
    SavedRequest request{std::move(*source), body->toStdString(), std::move(*headers)};
    fillIn(request, options);
    return request;
}

/// A header that is missing in a saved payload is no fault of it.
Error withAdvice(Error error)
{
    if (error.message.contains(QStringLiteral("{header:")))
        error.message += u' ' + NormalizeText::tr("Headers are given with --header 'Name: value'.");
    return error;
}

Result<> run(const NormalizeOptions &options)
{
    const auto normalizer = Normalizer::load();
    if (!normalizer)
        return failure(normalizer.error());
    const auto request = savedRequest(options, *normalizer);
    if (!request)
        return failure(request.error());
    const SystemClock clock;
    UuidGenerator ids(clock);
    const auto events = normalizer->normalizeRequest(
        {request->source, request->headers, request->body, options.tenant},
        [&ids] { return ids.next(); });
    if (!events)
        return failure(withAdvice(events.error()));
    const Output output(options.json);
    for (const gateway::CanonicalEvent &event : *events)
        output.document(event.json);
    return {};
}

} // namespace

int normalize(const NormalizeOptions &options)
{
    const auto done = run(options);
    if (!done)
        printError(done.error());
    return done ? Done : Failed;
}

} // namespace gatehouse::cli
