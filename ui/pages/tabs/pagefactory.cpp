#include "ui/pages/tabs/pagefactory.h"

#include "services/core/whendone.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/tabs/curlcommand.h"
#include "ui/pages/tabs/eventtexts.h"
#include "ui/pages/tabs/pgdetailreader.h"
#include "ui/pages/tabs/signedcurldialog.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace gatehouse::ui {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::CurlCommand)
};

/// One way to copy the event that a row is about.
struct CopyAs
{
    QString command;
    QKeySequence keys;
    QString done;
    bool needsBody;
    std::function<QString(const collection::Row &row, const EventPayload &payload)> write;
};

QList<CopyAs> waysToCopy(const collection::Descriptor &descriptor)
{
    return {
        {Texts::tr("Copy as curl"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, Texts::tr("Copied as curl"),
         true,
         [](const collection::Row &, const EventPayload &payload) { return curlCommand(payload); }},
        {Texts::tr("Copy as JSON"), Qt::CTRL | Qt::SHIFT | Qt::Key_J, Texts::tr("Copied as JSON"),
         false,
         [descriptor](const collection::Row &row, const EventPayload &payload) {
             return eventAsJson(descriptor, row, payload);
         }},
        {Texts::tr("Copy as Markdown, for a ticket"), Qt::CTRL | Qt::SHIFT | Qt::Key_M,
         Texts::tr("Copied as Markdown"), false,
         [descriptor](const collection::Row &row, const EventPayload &payload) {
             return eventAsMarkdown(descriptor, row, payload);
         }}};
}

/// The payload of the event that a row is about, if there is one.
void withPayload(CollectionPage &page, DetailReader &reader, const collection::Row &row,
                 const QString &eventIdColumn,
                 const std::function<void(const EventPayload &)> &take)
{
    const RowValues values(page.model()->descriptor(), row);
    const auto event = Uuid::parse(values.text(eventIdColumn).toStdString());
    if (!event)
        return page.showOutcome(Texts::tr("There is no event to copy"));
    whenDone(reader.payload(*event), &page, [&page, take](const Result<EventPayload> &payload) {
        if (!payload)
            return page.showFailure(Texts::tr("The event was not copied"), payload.error());
        take(*payload);
    });
}

void copyAs(CollectionPage &page, const collection::Row &row, const CopyAs &way,
            const EventPayload &payload)
{
    if (way.needsBody && !payload.body)
        return page.showOutcome(Texts::tr("Not copied: the event's body was not kept"));
    QGuiApplication::clipboard()->setText(way.write(row, payload));
    page.showOutcome(way.done);
}

void askForSignature(CollectionPage &page, const QString &source, const EventPayload &payload,
                     const Clock &clock)
{
    auto scheme = schemeFor(source, payload.headers);
    if (!payload.body)
        return page.showOutcome(Texts::tr("Not copied: the event's body was not kept"));
    if (!scheme)
        return page.showOutcome(Texts::tr("Not copied: how “%1” signs is not known").arg(source));
    auto *dialog = new SignedCurlDialog(std::move(scheme), payload, clock, &page);
    QObject::connect(dialog, &SignedCurlDialog::copied, &page,
                     [&page] { page.showOutcome(Texts::tr("Copied as curl, signed now")); });
    dialog->open();
}

void addSignedCurl(CollectionPage &page, const std::shared_ptr<DetailReader> &reader,
                   const QString &eventIdColumn, const Clock &clock)
{
    page.addRowCommand(Texts::tr("Copy as curl, signed now…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S,
                       [&page, &clock, reader, eventIdColumn](const collection::Row &row) {
                           const RowValues values(page.model()->descriptor(), row);
                           const QString source = values.text(QStringLiteral("source"));
                           withPayload(page, *reader, row, eventIdColumn,
                                       [&page, &clock, source](const EventPayload &payload) {
                                           askForSignature(page, source, payload, clock);
                                       });
                       });
}

void addCopyCommands(CollectionPage &page, const std::shared_ptr<DetailReader> &reader,
                     const QString &eventIdColumn)
{
    for (const CopyAs &way : waysToCopy(page.model()->descriptor())) {
        page.addRowCommand(way.command, way.keys,
                           [&page, reader, eventIdColumn, way](const collection::Row &row) {
                               withPayload(page, *reader, row, eventIdColumn,
                                           [&page, row, way](const EventPayload &payload) {
                                               copyAs(page, row, way, payload);
                                           });
                           });
    }
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
                                              reveal, services.openWorkbench, services.openRow),
                                    parent);
    reveal->setPage(page);
    QObject::connect(page, &CollectionPage::rowChanged, reveal, &FieldReveal::forget);
    QObject::connect(reveal, &FieldReveal::failed, page, [page](const Error &error) {
        page->showFailure(Texts::tr("Nothing was revealed"), error);
    });
    addCopyCommands(*page, reader, columns.eventId);
    addSignedCurl(*page, reader, columns.eventId, services.clock);
    return page;
}

} // namespace gatehouse::ui
