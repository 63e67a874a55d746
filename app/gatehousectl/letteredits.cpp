#include "app/gatehousectl/inputfile.h"
#include "app/gatehousectl/operationsprivate.h"
#include "services/core/privatefile.h"
#include "services/core/whendone.h"

#include <QJsonArray>
#include <QStringDecoder>

#include <cstdio>
#include <functional>

namespace gatehouse::cli {

namespace {

constexpr qint64 largestFile = 2 * 1024 * 1024; ///< what the gateway takes in a request

/// As text, so that numbers go as they stand in the file.
Result<> insertDocument(QJsonObject &body, const char *name, const std::string &file)
{
    if (file.empty())
        return {};
    const auto bytes = readFileOrInput(file, largestFile);
    if (!bytes)
        return failure(bytes.error());
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(*bytes);
    if (decode.hasError())
        return failure(
            ErrorKind::Invalid,
            OperationText::tr("The file %1 is not UTF-8").arg(QString::fromStdString(file)));
    body.insert(QLatin1String(name), text);
    return {};
}

QString letterText(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toVariant().toString();
}

QString headlineOf(const QString &would)
{
    if (would == u"send")
        return OperationText::tr("It would be sent:");
    if (would == u"store")
        return OperationText::tr("It would be built and stored, not sent:");
    if (would == u"wait")
        return OperationText::tr("It would wait:");
    return OperationText::tr("It would be a dead letter again:");
}

QString requestText(const QJsonObject &request)
{
    QString text =
        QStringLiteral("%1 %2\n").arg(letterText(request, "method"), letterText(request, "url"));
    for (const auto &field : request.value(u"headers").toArray())
        text += QStringLiteral("%1: %2\n")
                    .arg(field.toArray().at(0).toString(), field.toArray().at(1).toString());
    return text + u'\n' + letterText(request, "body");
}

/// What would happen, why not, and the request.
QString previewText(const QJsonObject &answer)
{
    QStringList lines{headlineOf(letterText(answer, "would"))};
    for (const auto &warning : answer.value(u"warnings").toArray())
        lines += QStringLiteral("! ") + letterText(warning.toObject(), "text");
    for (const auto &change : answer.value(u"changes").toArray()) {
        const QJsonObject item = change.toObject();
        lines += QStringLiteral("~ %1 %2  %3 -> %4")
                     .arg(letterText(item, "op"), letterText(item, "path"),
                          letterText(item, "before"), letterText(item, "after"));
    }
    const QJsonObject request = answer.value(u"request").toObject();
    if (!request.isEmpty())
        lines += requestText(request);
    return lines.join(u'\n');
}

/// Says how much of it is masked, since that is nothing to send back.
Result<> tellPayload(const QJsonObject &answer, const QString &file, Output output)
{
    const QString payload = letterText(answer, "payload");
    if (!file.isEmpty()) {
        if (auto written = writePrivateFile(file, payload.toUtf8()); !written)
            return written;
    }
    if (output.isJson()) {
        output.object(answer);
    } else if (file.isEmpty()) {
        for (const QString &line : payload.split(u'\n'))
            output.text(line);
    }
    if (const auto masked = answer.value(u"masked_fields").toArray().size();
        masked > 0 && !output.isJson())
        std::fprintf(
            stderr, "%s\n",
            text(OperationText::tr("Masked values: %1. Change it with --patch.").arg(masked))
                .c_str());
    return {};
}

using Shape = std::function<QString(const QJsonObject &)>;

/// An answer as text, line by line, with --json as it is.
auto showingAs(Shape shape, Output output, const Finish &finish)
{
    return [shape, output, finish](const Result<QJsonObject> &answer) {
        if (!answer) {
            printError(answer.error(), output.isJson());
            finish(Failed);
            return;
        }
        if (output.isJson()) {
            output.object(*answer);
        } else {
            for (const QString &line : shape(*answer).split(u'\n'))
                output.text(line);
        }
        finish(Done);
    };
}

} // namespace

Result<QJsonObject> Operations::Private::letterBody(bool isForTrying) const
{
    QJsonObject body;
    if (!isForTrying)
        addReasonTo(body);
    auto read = insertDocument(body, "payload", payloadFile);
    if (read)
        read = insertDocument(body, "patch", patchFile);
    return read.map([&body] { return body; });
}

void Operations::Private::takeLetter(CLI::App &command)
{
    takeName(command, OperationText::tr("Id of the dead letter"));
    command.parse_complete_callback(
        [this] { invocation.check = [this] { return checkIds({QString::fromStdString(name)}); }; });
}

QString Operations::Private::letterPath(const char *below) const
{
    return QStringLiteral("dlq/") + segmentOf(name) + QLatin1String(below);
}

void Operations::Private::tryLetter(const Gateway &gateway, const Finish &finish) const
{
    const Output output(invocation.json);
    const auto body = letterBody(true);
    if (!body) {
        printError(body.error(), invocation.json);
        finish(Failed);
        return;
    }
    const auto show = showingAs(previewText, output, finish);
    checkApi(gateway, output, finish,
             [api = gateway.api.get(), path = letterPath("/dry-run"), body = *body, show] {
                 whenDone(api->post(path, body), qApp, show);
             });
}

/// One of the two files, or none.
void Operations::Private::takeLetterChange(CLI::App &command)
{
    CLI::Option *payload = command.add_option(
        "--payload", payloadFile,
        text(OperationText::tr("File with the changed document; - is standard input")));
    CLI::Option *patch = command.add_option(
        "--patch", patchFile,
        text(OperationText::tr("File with a JSON patch (RFC 6902); - is standard input")));
    payload->excludes(patch);
}

/// Exact in a file; on standard output nothing that a terminal would obey.
void Operations::Private::addLetterPayload(CLI::App &group)
{
    CLI::App *shown = command(group, "payload",
                              OperationText::tr("What its next try would carry; goes into the "
                                                "ledger"));
    takeLetter(*shown);
    shown->add_option("file", payloadFile,
                      text(OperationText::tr("Where it is written to, byte for byte")));
    shown->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            const Output output(invocation.json);
            const auto show = [file = QString::fromStdString(payloadFile), output,
                               finish](const Result<QJsonObject> &answer) {
                const auto told =
                    answer ? tellPayload(*answer, file, output) : Result<>(failure(answer.error()));
                if (!told)
                    printError(told.error(), output.isJson());
                finish(told ? Done : Failed);
            };
            checkApi(gateway, output, finish,
                     [api = gateway.api.get(), path = letterPath("/payload"), show] {
                         whenDone(api->get(path), qApp, show);
                     });
        };
    });
}

void Operations::Private::addLetterEdits(CLI::App &group)
{
    addLetterPayload(group);
    CLI::App *tried =
        command(group, "dry-run",
                OperationText::tr("What would happen if it were put back now; nothing "
                                  "is changed"));
    takeLetter(*tried);
    takeLetterChange(*tried);
    tried->callback([this] {
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            tryLetter(gateway, finish);
        };
    });
    addEditAndRetry(group);
}

void Operations::Private::addEditAndRetry(CLI::App &group)
{
    CLI::App *made =
        command(group, "edit-and-retry",
                OperationText::tr("Its job once more with another payload; the original is kept"));
    takeLetter(*made);
    takeLetterChange(*made);
    made->add_flag("--dry-run", isDryRun,
                   text(OperationText::tr("Say what would happen, and change nothing")));
    addReason(*made, invocation, false);
    made->callback([this] {
        if (payloadFile.empty() == patchFile.empty())
            throw CLI::RequiredError("--payload or --patch");
        if (!isDryRun && invocation.reason.empty())
            throw CLI::RequiredError("--reason");
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            if (isDryRun) {
                tryLetter(gateway, finish);
                return;
            }
            const auto body = letterBody(false);
            if (!body) {
                printError(body.error(), invocation.json);
                finish(Failed);
                return;
            }
            postObject(gateway, letterPath("/edit-and-retry"), *body, Output(invocation.json),
                       finish);
        };
    });
}

} // namespace gatehouse::cli
