#include "app/gatehousectl/audit.h"

#include "app/gatehousectl/exportcommand.h"
#include "models/ledger/chaincheck.h"
#include "services/core/hex.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <memory>

namespace gatehouse::cli {

namespace {

using ledger::ChainCheck;

struct AuditText
{
    Q_DECLARE_TR_FUNCTIONS(AuditText)
};

/// What was given on the command line.
struct VerifyOptions
{
    std::int64_t fromSequence = 1;
    std::string expectHash; ///< hex
};

Result<> checkHash(const std::string &hex)
{
    if (hex.empty() || (hex.size() == 64 && fromHex(hex)))
        return {};
    return failure(ErrorKind::Invalid,
                   AuditText::tr("--expect-hash is not a hash: it has 64 hex digits, as verify "
                                 "prints them."));
}

QJsonObject asJson(const ledger::Report &report)
{
    QJsonObject object{
        {QStringLiteral("unbroken"), !report.broken},
        {QStringLiteral("entries"), qint64(report.entries)},
        {QStringLiteral("first_sequence"), qint64(report.first)},
        {QStringLiteral("last_sequence"), qint64(report.last)},
        {QStringLiteral("last_hash"), QString::fromStdString(toHex(asBytes(report.lastHash)))},
        {QStringLiteral("message"), sentence(report)}};
    if (report.broken) {
        object.insert(QStringLiteral("broken_sequence"), qint64(report.broken->sequence));
        object.insert(QStringLiteral("fault"), ledger::faultName(report.broken->fault));
    }
    return object;
}

void tell(const ledger::Report &report, const Output &output)
{
    if (output.isJson())
        output.object(asJson(report));
    else
        output.text(sentence(report));
}

/// Ends the command with an error.
auto failing(const Output &output, const Finish &finish)
{
    return [output, finish](const Error &error) {
        printError(error, output.isJson());
        finish(Failed);
    };
}

void verify(const Gateway &gateway, const collection::Descriptor &ledger, const ledger::Pin &pin,
            const Output &output, const Finish &finish)
{
    auto reader = gateway.hasDatabaseFor(ledger) ? ledger::makePostgresReader(*gateway.database)
                                                 : ledger::makeApiReader(*gateway.api);
    auto *check = new ChainCheck(std::move(reader), pin, gateway.api.get());
    QObject::connect(check, &ChainCheck::failed, check, failing(output, finish));
    QObject::connect(check, &ChainCheck::finished, check,
                     [output, finish](const ledger::Report &report) {
                         tell(report, output);
                         finish(report.broken ? Failed : Done);
                     });
    checkGateway(gateway, ledger, output, finish, [check] { check->start(); });
}

void addVerify(CLI::App &group, const collection::Descriptor &ledger, Invocation &invocation)
{
    CLI::App *command = group.add_subcommand(
        "verify", AuditText::tr("Check that nothing was changed or removed").toStdString());
    addConnectionOptions(*command, invocation);
    const auto options = std::make_shared<VerifyOptions>();
    command
        ->add_option("--from-sequence", options->fromSequence,
                     AuditText::tr("Begin with this entry").toStdString())
        ->check(CLI::Range(std::int64_t(1), std::numeric_limits<std::int64_t>::max()))
        ->capture_default_str();
    command->add_option("--expect-hash", options->expectHash,
                        AuditText::tr("A last hash that verify printed before: the entry must "
                                      "still be there; with --from-sequence, as that one")
                            .toStdString());
    command->callback([&ledger, &invocation, options] {
        invocation.check = [options] { return checkHash(options->expectHash); };
        invocation.run = [&, options](const Gateway &gateway, const Finish &finish) {
            const ledger::Pin pin{options->fromSequence,
                                  fromHex(options->expectHash).value_or(std::string())};
            verify(gateway, ledger, pin, Output(invocation.json), finish);
        };
    });
}

} // namespace

void addAudit(CLI::App &group, const collection::Descriptor &ledger, Invocation &invocation)
{
    addVerify(group, ledger, invocation);
    addExport(group, ledger, invocation);
}

} // namespace gatehouse::cli
