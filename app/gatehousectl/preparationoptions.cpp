#include "app/gatehousectl/preparationoptions.h"

#include "app/gatehousectl/inputfile.h"
#include "services/patch/jsonpatch.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

namespace gatehouse::cli {

namespace {

struct PreparationText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::cli::Preparation)
};

std::string textOf(const QString &translated)
{
    return translated.toStdString();
}

Result<> readMasks(const PreparationOptions &options, replay::Preparation &preparation)
{
    for (const std::string &name : options.masks) {
        bool isKnown = false;
        for (const replay::MaskedKind kind : replay::allMaskedKinds()) {
            if (name != "all" && name != replay::maskedKindName(kind))
                continue;
            preparation.masked.insert(kind);
            isKnown = true;
        }
        if (!isKnown)
            return failure(ErrorKind::Invalid,
                           PreparationText::tr(
                               "--mask knows email, name, phone, card, token, address and all."));
    }
    return {};
}

Result<> readHeaders(const PreparationOptions &options, replay::Preparation &preparation)
{
    for (const std::string &header : options.headers) {
        auto read = replay::headerOfText(header);
        if (!read)
            return failure(read.error());
        preparation.addedHeaders.push_back(std::move(*read));
    }
    return {};
}

Result<> readPatch(const PreparationOptions &options, replay::Preparation &preparation)
{
    constexpr qint64 largestPatch = qint64{1024} * 1024;
    if (options.patchFile.empty())
        return {};
    const auto bytes = readFile(options.patchFile, largestPatch);
    if (!bytes)
        return failure(bytes.error());
    preparation.patch = bytes->toStdString();
    return patch::checkPatch(preparation.patch);
}

} // namespace

void addPreparationOptions(CLI::App &command, PreparationOptions &options)
{
    command.add_flag("--as-recorded", options.asRecorded,
                     textOf(PreparationText::tr("With the recorded signature, not signed anew")));
    command.add_flag("--fresh-key", options.freshKey,
                     textOf(PreparationText::tr("Under another id, so that it is no duplicate")));
    command.add_option("--drop-header", options.droppedHeaders,
                       textOf(PreparationText::tr("Without that header; may be repeated")));
    command.add_option("--header", options.headers,
                       textOf(PreparationText::tr("Name: value, added; may be repeated")));
    command
        .add_option("--mask", options.masks,
                    textOf(PreparationText::tr("email, name, phone, card, token, address or all")))
        ->delimiter(',');
    command.add_option(
        "--patch", options.patchFile,
        textOf(PreparationText::tr("File with a JSON patch (RFC 6902) of the payloads")));
    command.add_option(
        "--secret-file", options.secretFiles,
        textOf(PreparationText::tr("SOURCE[/TENANT]=FILE with the target's signing secret")));
}

Result<replay::Preparation> preparationOf(const PreparationOptions &options)
{
    using replay::Preparation;
    Preparation preparation;
    if (options.asRecorded)
        preparation.signature = Preparation::Signature::AsRecorded;
    if (options.freshKey)
        preparation.key = Preparation::Key::Fresh;
    preparation.droppedHeaders = options.droppedHeaders;
    for (const Result<> &done : {readMasks(options, preparation), readHeaders(options, preparation),
                                 readPatch(options, preparation)}) {
        if (!done)
            return failure(done.error());
    }
    return preparation;
}

std::map<QString, QString> secretFilesOf(const std::vector<std::string> &options)
{
    std::map<QString, QString> files;
    for (const std::string &option : options) {
        const QString text = QString::fromStdString(option);
        files[text.section(QLatin1Char('='), 0, 0)] = text.section(QLatin1Char('='), 1);
    }
    return files;
}

Result<replay::Target> targetFor(const std::string &name, const std::string &url,
                                 const std::vector<std::string> &secretFiles)
{
    auto target = url.empty() ? replay::Targets().load(QString::fromStdString(name))
                              : replay::targetOfUrl(QString::fromStdString(url));
    if (target)
        target = replay::resolved(*target, ConnectionProfiles());
    if (!target)
        return target;
    auto files = secretFilesOf(secretFiles);
    files.merge(target->secretFiles); // where both name one, what is said now counts
    target->secretFiles = std::move(files);
    return target;
}

} // namespace gatehouse::cli
