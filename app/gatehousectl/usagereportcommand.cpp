#include "app/gatehousectl/usagereportcommand.h"

#include "app/gatehousectl/commands.h"
#include "app/gatehousectl/invocation.h"
#include "app/gatehousectl/queryoptions.h"
#include "models/collection/celltext.h"
#include "models/collection/exporttarget.h"
#include "models/metrics/usagereport.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QLocale>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <memory>
#include <unistd.h>

namespace gatehouse::cli {

namespace {

struct UsageText
{
    Q_DECLARE_TR_FUNCTIONS(UsageReportCommandText)
};

/// What was given on the command line.
struct UsageOptions
{
    std::string file; ///< empty or "-": standard output
    std::string format; ///< empty: by the file's name
    QueryOptions asked;

    bool isStandardOutput() const { return file.empty() || file == "-"; }
    bool isTable(bool isJson) const { return isStandardOutput() && format.empty() && !isJson; }
};

QString usageCell(const QJsonValue &value)
{
    if (value.isDouble())
        return collection::displayLocale().toString(value.toDouble(), 'f',
                                                    value.toInteger(-1) < 0 ? 4 : 0);
    const QString text = value.toString(QStringLiteral("(masked)"));
    return text.isEmpty() ? QStringLiteral("-") : text;
}

/// A row's cells under their headings.
QList<QStringList> usageTable(const QJsonObject &answer)
{
    QStringList columns;
    const QJsonArray by = answer[u"by"].toArray();
    for (const auto &label : by)
        columns += label.toString();
    columns += {QStringLiteral("calls"),         QStringLiteral("errors"),
                QStringLiteral("tokens_prompt"), QStringLiteral("tokens_completion"),
                QStringLiteral("cost_usd"),      QStringLiteral("unpriced")};
    QList<QStringList> table{columns};
    const QJsonArray items = answer[u"items"].toArray();
    for (const auto &item : items) {
        QStringList cells;
        for (const QString &column : columns)
            cells += usageCell(item[column]);
        table += cells;
    }
    return table;
}

void tellTable(const QJsonObject &answer, const Output &output)
{
    const QList<QStringList> table = usageTable(answer);
    const qsizetype labels = answer[u"by"].toArray().size();
    QList<qsizetype> widths(table.first().size(), 0);
    for (const QStringList &row : table) {
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    for (const QStringList &row : table) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column)
            line += (column < labels ? row[column].leftJustified(widths[column])
                                     : row[column].rightJustified(widths[column]))
                + QStringLiteral("  ");
        output.text(line.trimmed());
    }
}

collection::ExportFormat usageFormat(const UsageOptions &options)
{
    return collection::exportFormat(
        QString::fromStdString(options.format.empty() ? options.file : '.' + options.format));
}

Result<> writeUsage(const QJsonObject &answer, const UsageOptions &options)
{
    std::unique_ptr<collection::ExportTarget> target;
    if (options.isStandardOutput())
        target = std::make_unique<collection::DescriptorTarget>(STDOUT_FILENO);
    else
        target = std::make_unique<collection::FileTarget>(QString::fromStdString(options.file));
    return metrics::usageText(answer, usageFormat(options)).and_then([&](const std::string &text) {
        return target->open().and_then([&] { return target->write(text); }).and_then([&] {
            return target->commit();
        });
    });
}

void tellWritten(const QJsonObject &answer, const UsageOptions &options, const Output &output)
{
    const QString file = QString::fromStdString(options.file);
    const qsizetype rows = answer[u"items"].toArray().size();
    if (options.isStandardOutput())
        return;
    if (output.isJson())
        output.object({{QStringLiteral("file"), file}, {QStringLiteral("rows"), rows}});
    else
        output.text(UsageText::tr("Written to %1: %2 rows.").arg(file, QLocale().toString(rows)));
}

/// The exit code.
int tellUsage(const Result<QJsonObject> &answer, const UsageOptions &options, const Output &output)
{
    if (answer && options.isTable(output.isJson())) {
        tellTable(*answer, output);
        return Done;
    }
    const Result<> written =
        answer.and_then([&](const QJsonObject &report) { return writeUsage(report, options); });
    if (!written) {
        printError(written.error(), output.isJson());
        return Failed;
    }
    tellWritten(*answer, options, output);
    return Done;
}

void reportUsage(const Gateway &gateway, const UsageOptions &options, const Output &output,
                 const Finish &finish)
{
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of write()
    checkApi(gateway, output, finish, [api = gateway.api.get(), options, output, finish] {
        whenDone(api->get(QStringLiteral("metrics/report"), options.asked.query()), qApp,
                 [options, output, finish](const Result<QJsonObject> &answer) {
                     finish(tellUsage(answer, options, output));
                 });
    });
}

void addReportOptions(CLI::App &command, UsageOptions &options)
{
    const auto option = [&command](const char *name, auto &value, const QString &help) {
        return command.add_option(name, value, help.toStdString());
    };
    option("file,-o,--output", options.file,
           UsageText::tr("Written whole or not at all; one that is there is replaced; without it "
                         "a table is told"));
    option("--format", options.format,
           UsageText::tr("csv, ndjson or json (default: as the file's name ends, else ndjson)"))
        ->check(CLI::IsMember({"csv", "ndjson", "json"}));
    QueryOptions &asked = options.asked;
    asked.addWish(command, "--from", "from",
                  UsageText::tr("A day, 2026-11-01, itself included; 29 days before --until"));
    asked.addWish(command, "--until", "until",
                  UsageText::tr("A day, itself included; today, by UTC"));
    asked.addWish(command, "--by", "by",
                  UsageText::tr("Some of day,tenant,user_id_hash,model; else all of them"));
    asked.addWish(command, "--top", "top",
                  UsageText::tr("Only so many rows: those that cost most, first"));
    asked.addLabel(command, "--tenant", "tenant",
                   UsageText::tr("Only of this tenant; several times: of any of them"));
    asked.addLabel(command, "--user", "user_id_hash",
                   UsageText::tr("Likewise, by the hash that tells users apart"));
    asked.addLabel(command, "--model", "model", UsageText::tr("Likewise"));
}

} // namespace

void addUsageReport(CLI::App &group, Invocation &invocation)
{
    CLI::App *command = group.add_subcommand(
        "report", UsageText::tr("What AI systems used and cost, to be charged for").toStdString());
    addConnectionOptions(*command, invocation);
    const auto options = std::make_shared<UsageOptions>();
    addReportOptions(*command, *options);
    command->callback([&invocation, options] {
        invocation.run = [&invocation, options](const Gateway &gateway, const Finish &finish) {
            reportUsage(gateway, *options, Output(invocation.json), finish);
        };
    });
}

} // namespace gatehouse::cli
