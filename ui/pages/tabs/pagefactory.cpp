#include "ui/pages/tabs/pagefactory.h"

#include "services/core/whendone.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/tabs/curlcommand.h"
#include "ui/pages/tabs/pgdetailreader.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace gatehouse::ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::CurlCommand)
};

/// The webhook that the row is about, to be sent once more from a terminal.
void addCurlCommand(CollectionPage &page, std::shared_ptr<DetailReader> reader,
                    const QString &eventIdColumn)
{
    const auto copy = [&page, reader = std::move(reader),
                       eventIdColumn](const collection::Row &row) {
        const QString id = RowValues(page.model()->descriptor(), row).text(eventIdColumn);
        const std::optional<Uuid> event = Uuid::parse(id.toStdString());
        if (!event)
            return page.showOutcome(Texts::tr("There is no event to copy"));
        whenDone(reader->payload(*event), &page, [&page](const Result<EventPayload> &payload) {
            if (!payload)
                return page.showFailure(Texts::tr("The event was not copied"), payload.error());
            if (!payload->body)
                return page.showOutcome(Texts::tr("Not copied: the event's body was not kept"));
            QGuiApplication::clipboard()->setText(curlCommand(*payload));
            page.showOutcome(Texts::tr("Copied as curl"));
        });
    };
    page.addRowCommand(Texts::tr("Copy as curl"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, copy);
}

} // namespace

std::shared_ptr<DetailReader> makeDetailReader(const PageServices &services)
{
    if (services.database)
        return std::make_shared<PgDetailReader>(*services.database, services.api);
    return std::make_shared<ApiDetailReader>(services.api);
}

CollectionPage *makeCollectionPage(const collection::Descriptor &descriptor,
                                   const TabColumns &columns, const PageServices &services,
                                   QWidget *parent)
{
    auto reader = makeDetailReader(services);
    const CollectionServices own = collectionServices(services, descriptor);
    auto *reveal = new FieldReveal(own);
    auto *page = new CollectionPage(descriptor, own,
                                    eventTabs(reader, columns, services.clock, services.display,
                                              reveal, services.openWorkbench),
                                    parent);
    reveal->setPage(page);
    QObject::connect(page, &CollectionPage::rowChanged, reveal, &FieldReveal::forget);
    QObject::connect(reveal, &FieldReveal::failed, page, [page](const Error &error) {
        page->showFailure(Texts::tr("Nothing was revealed"), error);
    });
    addCurlCommand(*page, std::move(reader), columns.eventId);
    return page;
}

} // namespace gatehouse::ui
