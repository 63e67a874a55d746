#include "app/gatehousectl/commands.h"

#include "services/core/whendone.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace gatehouse::cli {

namespace {

using collection::Page;
using collection::PageRequest;

constexpr int pageSize = 500;

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
            printError(page.error());
            finish(Failed);
            return;
        }
        for (const collection::Row &row : page->rows)
            output.row(descriptor, row);
        remaining -= int(page->rows.size());
        if (page->isLast || page->rows.empty() || remaining <= 0) {
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
    QString reason;
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
        endpoint.replace(QLatin1String("{id}"), id);
        whenDone(api->post(endpoint, {{QStringLiteral("reason"), reason}}), qApp,
                 [self = shared_from_this(), id](const Result<QJsonObject> &answer) {
                     self->answered(id, answer);
                 });
    }

    void answered(const QString &id, const Result<QJsonObject> &answer)
    {
        if (!answer) {
            exitCode = Failed;
            printError({answer.error().kind, id + QStringLiteral(": ") + answer.error().message,
                        answer.error().detail, answer.error().cause});
        } else if (output.isJson()) {
            output.object(*answer);
        } else {
            output.text(id + QStringLiteral(": ") + CommandText::tr("done"));
        }
        next();
    }
};

} // namespace

void listRows(const Gateway &gateway, const collection::Descriptor &descriptor,
              const collection::Filter &filter, int limit, Output output, Finish finish)
{
    auto listing = std::make_shared<Listing>();
    listing->source = gateway.source(descriptor);
    listing->descriptor = descriptor;
    listing->request.filter = filter;
    listing->remaining = limit;
    listing->output = output;
    listing->finish = std::move(finish);
    listing->readPage();
}

void showRow(const Gateway &gateway, const collection::Descriptor &descriptor, const QString &id,
             Output output, Finish finish)
{
    whenDone(gateway.api->get(descriptor.apiPath + u'/' + id), qApp,
             [output, finish](const Result<QJsonObject> &answer) {
                 if (!answer) {
                     printError(answer.error());
                     finish(Failed);
                     return;
                 }
                 output.object(*answer);
                 finish(Done);
             });
}

void runAction(const Gateway &gateway, const collection::Action &action, const QStringList &ids,
               const QString &reason, Output output, Finish finish)
{
    auto run = std::make_shared<ActionRun>();
    run->api = gateway.api.get();
    run->action = action;
    run->ids = ids;
    run->reason = reason;
    run->output = output;
    run->finish = std::move(finish);
    run->next();
}

} // namespace gatehouse::cli
