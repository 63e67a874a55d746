#include "app/gatehousectl/valuescommand.h"

#include "app/gatehousectl/filteroptions.h"
#include "models/collection/celltext.h"
#include "models/completion/apivalues.h"
#include "models/completion/postgresvalues.h"
#include "models/completion/valuemodel.h"
#include "services/core/log.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QLocale>

#include <CLI/CLI.hpp>

#include <cstdio>

namespace gatehouse::cli {

namespace {

using collection::Descriptor;
using completion::ValueAnswer;
using completion::ValueCount;
using completion::ValueRequest;

struct ValuesText
{
    Q_DECLARE_TR_FUNCTIONS(ValuesCommandText)
};

/// What was given on the command line.
struct ValuesOptions
{
    std::string field;
    std::string text;
};

QStringList completedFields(const Descriptor &descriptor)
{
    QStringList names;
    for (const collection::FilterField &field : descriptor.filters) {
        if (completion::isCompleted(field))
            names += field.name;
    }
    return names;
}

Result<> checkField(const Descriptor &descriptor, const ValuesOptions &options)
{
    const QStringList known = completedFields(descriptor);
    if (known.contains(QString::fromStdString(options.field)))
        return {};
    return failure(
        ErrorKind::Invalid,
        ValuesText::tr("There are no values of “%1”. There are of: %2.")
            .arg(QString::fromStdString(options.field).left(60), known.join(QStringLiteral(", "))));
}

std::shared_ptr<completion::ValueSource> sourceOf(const Gateway &gateway,
                                                  const Descriptor &descriptor)
{
    if (gateway.hasDatabaseFor(descriptor))
        return std::make_shared<completion::PostgresValues>(descriptor, *gateway.database,
                                                            gateway.clock);
    return std::make_shared<completion::ApiValues>(descriptor, *gateway.api, gateway.clock);
}

QJsonObject toJson(const ValueCount &value, const ValueAnswer &answer)
{
    QJsonObject json{{QStringLiteral("value"), value.value},
                     {QStringLiteral("count"), value.rows ? QJsonValue(*value.rows) : QJsonValue()},
                     {QStringLiteral("newest"), QJsonValue()},
                     {QStringLiteral("since"), QJsonValue()}};
    if (answer.newest)
        json[QStringLiteral("newest")] = *answer.newest;
    if (answer.since)
        json[QStringLiteral("since")] = QString::fromStdString(toRfc3339(*answer.since));
    return json;
}

void tellValues(const ValueAnswer &answer, const Output &output)
{
    const QLocale locale = collection::displayLocale();
    for (const ValueCount &value : answer.values) {
        if (output.isJson())
            output.object(toJson(value, answer));
        else
            output.text(
                (value.rows ? locale.toString(*value.rows) : QStringLiteral("-")).rightJustified(12)
                + QStringLiteral("  ") + value.value);
    }
    if (!output.isJson())
        std::fprintf(stderr, "%s\n",
                     qUtf8Printable(completion::basisText(answer, QTimeZone::systemTimeZone())));
}

void readValues(const std::shared_ptr<completion::ValueSource> &source, const ValueRequest &request,
                const Output &output, const Finish &finish)
{
    whenDone(source->values(request), qApp,
             [source, output, finish](const Result<ValueAnswer> &answer) {
                 if (answer)
                     tellValues(*answer, output);
                 else
                     printError(answer.error(), output.isJson());
                 finish(answer ? Done : Failed);
             });
}

} // namespace

void addValues(CLI::App &group, const Descriptor &descriptor, Invocation &invocation)
{
    CLI::App *command = group.add_subcommand(
        "values",
        ValuesText::tr("The values that a field has in most rows, and how many").toStdString());
    addConnectionOptions(*command, invocation);
    const auto options = std::make_shared<ValuesOptions>();
    command
        ->add_option("field", options->field,
                     completedFields(descriptor).join(QStringLiteral(", ")).toStdString())
        ->required();
    command->add_option("--text", options->text,
                        ValuesText::tr("That they contain, in either case").toStdString());
    addFilterOptions(*command, descriptor, invocation);
    command->callback([&descriptor, &invocation, options] {
        invocation.check = [&descriptor, &invocation, options] {
            return checkField(descriptor, *options).and_then([&] {
                return checkFilter(descriptor, invocation);
            });
        };
        invocation.run = [&, options](const Gateway &gateway, const Finish &finish) {
            const ValueRequest request{QString::fromStdString(options->field),
                                       QString::fromStdString(options->text),
                                       *filterOf(descriptor, invocation)};
            const Output output(invocation.json);
            checkGateway(gateway, descriptor, output, finish,
                         [source = sourceOf(gateway, descriptor), request, output, finish] {
                             readValues(source, request, output, finish);
                         });
        };
    });
}

} // namespace gatehouse::cli
