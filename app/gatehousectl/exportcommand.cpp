#include "app/gatehousectl/exportcommand.h"

#include "app/gatehousectl/filteroptions.h"
#include "models/collection/rowexport.h"

#include <QCoreApplication>
#include <QLocale>

#include <CLI/CLI.hpp>

#include <csignal>
#include <memory>
#include <unistd.h>

namespace gatehouse::cli {

namespace {

using collection::ExportFormat;
using collection::ExportProgress;
using collection::ExportRequest;
using collection::RowExport;

struct ExportText
{
    Q_DECLARE_TR_FUNCTIONS(ExportCommandText)
};

constexpr const char *standardOutput = "-";

/// What was given on the command line.
struct ExportOptions
{
    std::string file = standardOutput;
    std::string format; ///< empty: by the file's name
    std::vector<std::string> columns; ///< none: all
    bool withPayload = false;

    bool isStandardOutput() const { return file == standardOutput; }
};

ExportFormat formatOf(const ExportOptions &options)
{
    const std::string &name = options.format;
    return collection::exportFormat(
        QString::fromStdString(name.empty() ? options.file : '.' + name));
}

Result<> checkExport(const collection::Descriptor &descriptor, const ExportOptions &options)
{
    const QStringList known = descriptor.readColumns();
    for (const QString &column : toList(options.columns)) {
        if (!known.contains(column)) {
            return failure(ErrorKind::Invalid,
                           ExportText::tr("There is no column “%1”. There are: %2.")
                               .arg(column.left(60), known.join(QStringLiteral(", "))));
        }
    }
    return {};
}

Result<> checkBodies(const collection::Source &source, const ExportOptions &options)
{
    if (!options.withPayload || source.exportsBodies())
        return {};
    return failure(ErrorKind::Invalid,
                   ExportText::tr("Payloads are exported from the database alone, which this "
                                  "connection does not name. Leave out --with-payload."));
}

std::unique_ptr<collection::ExportTarget> targetOf(const ExportOptions &options)
{
    if (options.isStandardOutput())
        return std::make_unique<collection::DescriptorTarget>(STDOUT_FILENO);
    return std::make_unique<collection::FileTarget>(QString::fromStdString(options.file));
}

QString rateOf(const ExportProgress &progress)
{
    const QLocale locale;
    return ExportText::tr("%1 rows, %2, %3 rows and %4 a second")
        .arg(locale.toString(progress.rows), locale.formattedDataSize(progress.bytes, 1),
             locale.toString(progress.rowsPerSecond()),
             locale.formattedDataSize(progress.bytesPerSecond(), 1));
}

/// One line that is written again and again, where somebody sees it.
void showOnTerminal(const ExportProgress &progress)
{
    std::fprintf(stderr, "\r\033[K%s", qUtf8Printable(rateOf(progress)));
}

void tellExported(const ExportProgress &result, const ExportOptions &options, const Output &output)
{
    const QString file = QString::fromStdString(options.file);
    if (options.isStandardOutput())
        return;
    if (output.isJson())
        output.object({{QStringLiteral("file"), file},
                       {QStringLiteral("rows"), result.rows},
                       {QStringLiteral("bytes"), result.bytes},
                       {QStringLiteral("milliseconds"), qint64(result.took.count())}});
    else
        output.text(ExportText::tr("Written to %1: %2.").arg(file, rateOf(result)));
}

void exportRows(const Gateway &gateway, const ExportRequest &request, const ExportOptions &options,
                const Output &output, const Finish &finish)
{
    const auto end = [output, finish](const Error &error) {
        printError(error, output.isJson());
        finish(Failed);
    };
    const auto source = gateway.source(request.descriptor);
    if (const auto checked = checkBodies(*source, options); !checked)
        return end(checked.error());
    auto *work = new RowExport(source, request, targetOf(options), gateway.api.get());
    const bool isSeen = isatty(STDERR_FILENO) == 1 && !output.isJson();
    const auto closeLine = [isSeen] {
        if (isSeen)
            std::fputs("\r\033[K", stderr);
    };
    if (isSeen)
        QObject::connect(work, &RowExport::progressed, work, showOnTerminal);
    QObject::connect(work, &RowExport::failed, work, [end, closeLine](const Error &error) {
        closeLine();
        end(error);
    });
    QObject::connect(work, &RowExport::finished, work,
                     [closeLine, options, output, finish](const ExportProgress &result) {
                         closeLine();
                         tellExported(result, options, output);
                         finish(Done);
                     });
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of write()
    checkGateway(gateway, request.descriptor, output, finish, [work] { work->start(); });
}

void addOptions(CLI::App &command, const collection::Descriptor &descriptor, ExportOptions &options)
{
    command
        .add_option("file,-o,--output", options.file,
                    ExportText::tr("Written whole or not at all; one that is there is replaced; - "
                                   "is standard output")
                        .toStdString())
        ->capture_default_str();
    command
        .add_option("--format", options.format,
                    ExportText::tr("csv, ndjson or json (default: as the file's name ends, else "
                                   "ndjson)")
                        .toStdString())
        ->check(CLI::IsMember({"csv", "ndjson", "json"}));
    command
        .add_option(
            "--columns", options.columns,
            ExportText::tr("These alone, with commas between them, in this order").toStdString())
        ->delimiter(',');
    if (!descriptor.bodyColumn.isEmpty())
        command.add_flag("--with-payload", options.withPayload,
                         ExportText::tr("Also the bodies of the requests").toStdString());
}

ExportRequest requestOf(const collection::Descriptor &descriptor, const ExportOptions &options,
                        const Invocation &invocation)
{
    ExportRequest request;
    request.descriptor = descriptor;
    request.filter = *filterOf(descriptor, invocation);
    request.columns = toList(options.columns);
    request.format = formatOf(options);
    request.withBody = options.withPayload;
    return request;
}

} // namespace

void addExport(CLI::App &group, const collection::Descriptor &descriptor, Invocation &invocation)
{
    CLI::App *command = group.add_subcommand(
        "export", ExportText::tr("Write them to a file, newest first").toStdString());
    addConnectionOptions(*command, invocation);
    const auto options = std::make_shared<ExportOptions>();
    addOptions(*command, descriptor, *options);
    addFilterOptions(*command, descriptor, invocation);
    command->callback([&descriptor, &invocation, options] {
        invocation.endsTidily = true;
        invocation.check = [&descriptor, &invocation, options] {
            return checkExport(descriptor, *options).and_then([&] {
                return checkFilter(descriptor, invocation);
            });
        };
        invocation.run = [&, options](const Gateway &gateway, const Finish &finish) {
            exportRows(gateway, requestOf(descriptor, *options, invocation), *options,
                       Output(invocation.json), finish);
        };
    });
}

} // namespace gatehouse::cli
