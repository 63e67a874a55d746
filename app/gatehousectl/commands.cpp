#include "app/gatehousectl/commands.h"

#include "models/collection/contract.h"
#include "services/core/uuid.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace gatehouse::cli {

namespace {

using collection::Page;
using collection::PageRequest;

constexpr int pageSize = 500;
constexpr qsizetype longestQuoted = 60;

struct CommandText
{
    Q_DECLARE_TR_FUNCTIONS(CommandText)
};

/// A list on its way; keeps itself alive through the handlers of its reads.
struct Listing : std::enable_shared_from_this<Listing>
{
    std::shared_ptr<collection::Source> source;
    collection::Descriptor descriptor;
    PageRequest request;
    int remaining = 0;
    Output output{false};
    Finish finish;

    void readPage()
    {
        request.limit = std::min(remaining, pageSize);
        whenDone(
            source->page(request), qApp,
            [self = shared_from_this()](const Result<Page> &page) { self->pageArrived(page); });
    }

    void pageArrived(const Result<Page> &page)
    {
        if (!page) {
            printError(page.error(), output.isJson());
            finish(Failed);
            return;
        }
        for (const collection::Row &row : page->rows)
            output.row(descriptor, row);
        remaining -= int(page->rows.size());
        if (page->isLast || page->rows.empty() || remaining <= 0) {
            output.endOfRows();
            finish(Done);
            return;
        }
        request.from = page->rows.back().key;
        readPage();
    }
};

/// The posts of one action, one at a time.
struct ActionRun : std::enable_shared_from_this<ActionRun>
{
    AdminClient *api = nullptr;
    collection::Action action;
    QStringList ids;
    QJsonObject body;
    Output output{false};
    Finish finish;
    int exitCode = Done;

    void next()
    {
        if (ids.isEmpty()) {
            finish(exitCode);
            return;
        }
        const QString id = ids.takeFirst();
        QString endpoint = action.endpoint;
        endpoint.replace(QLatin1String("{id}"), AdminClient::segment(id));
        whenDone(api->post(endpoint, body), qApp,
                 [self = shared_from_this(), id](const Result<QJsonObject> &answer) {
                     self->answered(id, answer);
                 });
    }

    void answered(const QString &id, const Result<QJsonObject> &answer)
    {
        if (!answer) {
            exitCode = Failed;
            printError(answer.error(), output.isJson(), id);
        } else if (output.isJson()) {
            output.object(*answer);
        } else {
            output.text(id + QStringLiteral(": ") + CommandText::tr("done"));
        }
        next();
    }
};

/// Goes on when the contract is one that this program knows; else ends the command.
std::function<void(const Result<> &)> onContract(Output output, const Finish &finish,
                                                 std::function<void()> next)
{
    return [output, finish, next = std::move(next)](const Result<> &checked) {
        if (checked) {
            next();
            return;
        }
        printError(checked.error(), output.isJson());
        finish(Failed);
    };
}

void checkDatabase(const Gateway &gateway, Output output, const Finish &finish,
                   std::function<void()> next)
{
    whenDone(collection::readContract(*gateway.database), qApp,
             [handle = onContract(output, finish, std::move(next))](
                 const Result<collection::Contract> &contract) {
                 handle(contract ? Result<>() : failure(contract.error()));
             });
}

/// What the gateway cannot use is a slip in the arguments, as what this program cannot use is.
int exitCodeOf(const Error &error)
{
    const auto *http = std::get_if<HttpStatus>(&error.cause);
    const bool isSlip =
        http && (http->code == "field_invalid" || http->code == "parameter_invalid");
    return isSlip ? UsageError : Failed;
}

using ObjectHandler = std::function<void(const Result<QJsonObject> &)>;

/// Ends the command: with the answer, or with its error, which is about `id`.
ObjectHandler showing(Output output, const Finish &finish,
                      std::function<void(const QJsonObject &)> show, const QString &id = {})
{
    return [output, finish, id, show = std::move(show)](const Result<QJsonObject> &answer) {
        if (answer)
            show(*answer);
        else
            printError(answer.error(), output.isJson(), id);
        finish(answer ? Done : exitCodeOf(answer.error()));
    };
}

ObjectHandler showingWhole(Output output, const Finish &finish, const QString &id = {})
{
    return showing(
        output, finish, [output](const QJsonObject &answer) { output.object(answer); }, id);
}

ObjectHandler showingItems(Output output, const Finish &finish, ItemText text,
                           const QString &member)
{
    return showing(output, finish, [output, text, member](const QJsonObject &answer) {
        const QJsonArray items = answer.value(member).toArray();
        printItems(items, output, text);
        if (items.isEmpty())
            output.endOfRows();
    });
}

/// The answer to a repeat has no secret: then the first one was lost.
Result<> showSecret(const QJsonObject &answer, const QString &secret, const Output &output)
{
    const QString id = answer.value(u"id").toString();
    if (!answer.contains(secret)) {
        return failure(
            ErrorKind::Conflict,
            CommandText::tr("It was made with the id %1, but the answer that showed its secret was "
                            "lost on the way. Revoke it and make another.")
                .arg(id));
    }
    if (output.isJson()) {
        output.object(answer);
        return {};
    }
    for (const QString &line : answer.value(secret).toString().trimmed().split(u'\n'))
        output.text(line);
    std::fprintf(stderr, "%s\n",
                 qUtf8Printable(CommandText::tr("Its id is %1. This is not shown again.").arg(id)));
    return {};
}

} // namespace

void checkApi(const Gateway &gateway, Output output, const Finish &finish,
              std::function<void()> next)
{
    whenDone(gateway.api->whoami(), qApp,
             [handle = onContract(output, finish, std::move(next))](const Result<Whoami> &whoami) {
                 handle(whoami ? collection::checkContract(whoami->contractVersion)
                               : failure(whoami.error()));
             });
}

void checkGateway(const Gateway &gateway, const collection::Descriptor &descriptor, Output output,
                  const Finish &finish, std::function<void()> next)
{
    const auto check = gateway.hasDatabaseFor(descriptor) ? checkDatabase : checkApi;
    check(gateway, output, finish, std::move(next));
}

Result<> checkIds(const QStringList &ids)
{
    for (const QString &id : ids) {
        if (!Uuid::parse(id.toStdString())) {
            return failure(ErrorKind::Invalid,
                           CommandText::tr("“%1” is not an id. An id has 36 characters, such as "
                                           "01a1e9b4-ed58-7327-b569-6ed663e67889.")
                               .arg(id.left(longestQuoted)));
        }
    }
    return {};
}

void listRows(const Gateway &gateway, const collection::Descriptor &descriptor,
              const collection::PageRequest &request, Output output, const Finish &finish)
{
    auto listing = std::make_shared<Listing>();
    listing->source = gateway.source(descriptor);
    listing->descriptor = descriptor;
    listing->request.filter = request.filter;
    listing->request.sort = request.sort;
    listing->remaining = request.limit;
    listing->output = output;
    listing->finish = finish;
    checkGateway(gateway, descriptor, output, finish, [listing] { listing->readPage(); });
}

void showRow(const Gateway &gateway, const collection::Descriptor &descriptor, const QString &id,
             Output output, const Finish &finish)
{
    const QString path = descriptor.apiPath + u'/' + AdminClient::segment(id);
    const auto show = showingWhole(output, finish, id);
    checkApi(gateway, output, finish,
             [api = gateway.api.get(), path, show] { whenDone(api->get(path), qApp, show); });
}

void printItems(const QJsonArray &items, const Output &output, ItemText text)
{
    for (const auto &item : items) {
        if (text && !output.isJson())
            output.text(text(item.toObject()));
        else
            output.object(item.toObject());
    }
}

void showObject(const Gateway &gateway, const QString &path, Output output, const Finish &finish,
                const QUrlQuery &query)
{
    const auto show = showingWhole(output, finish);
    checkApi(gateway, output, finish, [api = gateway.api.get(), path, query, show] {
        whenDone(api->get(path, query), qApp, show);
    });
}

void listObjects(const Gateway &gateway, const QString &path, Output output, const Finish &finish,
                 ItemText text, const QUrlQuery &query, const QString &member)
{
    const auto show = showingItems(output, finish, text, member);
    checkApi(gateway, output, finish, [api = gateway.api.get(), path, query, show] {
        whenDone(api->get(path, query), qApp, show);
    });
}

void postForItems(const Gateway &gateway, const QString &path, const QJsonObject &body,
                  const QString &member, Output output, const Finish &finish, ItemText text)
{
    const auto show = showingItems(output, finish, text, member);
    checkApi(gateway, output, finish, [api = gateway.api.get(), path, body, show] {
        whenDone(api->post(path, body), qApp, show);
    });
}

void postObject(const Gateway &gateway, const QString &path, const QJsonObject &body, Output output,
                const Finish &finish)
{
    const auto show = showingWhole(output, finish);
    checkApi(gateway, output, finish, [api = gateway.api.get(), path, body, show] {
        whenDone(api->post(path, body), qApp, show);
    });
}

void postForOutcome(const Gateway &gateway, const QString &path, const QJsonObject &body,
                    const QString &member, Output output, const Finish &finish)
{
    const auto shown = [member, output, finish](const Result<QJsonObject> &answer) {
        if (answer)
            output.object(*answer);
        else
            printError(answer.error(), output.isJson());
        finish(answer && answer->value(member).toBool() ? Done : Failed);
    };
    checkApi(gateway, output, finish, [api = gateway.api.get(), path, body, shown] {
        whenDone(api->post(path, body), qApp, shown);
    });
}

void postForSecret(const Gateway &gateway, const QString &path, const QJsonObject &body,
                   const QString &secret, Output output, const Finish &finish)
{
    const auto shown = [secret, output, finish](const Result<QJsonObject> &answer) {
        const auto told = answer ? showSecret(*answer, secret, output) : failure(answer.error());
        if (!told)
            printError(told.error(), output.isJson());
        finish(told ? Done : Failed);
    };
    checkApi(gateway, output, finish, [api = gateway.api.get(), path, body, shown] {
        whenDone(api->post(path, body), qApp, shown);
    });
}

void runAction(const Gateway &gateway, const collection::Action &action, const QStringList &ids,
               const QJsonObject &body, Output output, const Finish &finish)
{
    auto run = std::make_shared<ActionRun>();
    run->api = gateway.api.get();
    run->action = action;
    run->ids = ids;
    run->body = body;
    run->output = output;
    run->finish = finish;
    checkApi(gateway, output, finish, [run] { run->next(); });
}

} // namespace gatehouse::cli
