#include "ui/pages/destinations/destinationspage.h"

#include "models/destinations/destinationcollection.h"
#include "ui/collection/availability.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/destinations/rotatesigningdialog.h"
#include "ui/pages/destinations/signingtab.h"
#include "ui/pages/secrets/secretcall.h"

#include <QCoreApplication>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::DestinationsPage)
};

collection::Action action(const QString &verb, const QString &title)
{
    collection::Action action;
    action.id = verb;
    action.title = title;
    action.endpoint = u"destinations/{id}/"_s + verb;
    action.capability = u"destinations"_s;
    action.asksReason = true;
    action.exceptColumn = u"previous_fingerprint"_s; // without a value
    action.exceptReason = Texts::tr("There is no previous signing secret, or its time is over.");
    return action;
}

collection::Descriptor pageDescriptor()
{
    collection::Descriptor destinations = destinations::destinationCollection();
    destinations.detailTabs = {u"summary"_s, u"signing"_s};
    collection::Action retire = action(u"retire"_s, Texts::tr("End the previous one…"));
    retire.isDestructive = true;
    destinations.actions = {action(u"rollback"_s, Texts::tr("Roll back…")), retire};
    return destinations;
}

void askForRotation(CollectionPage &page, const CollectionServices &services, SecretCall &call,
                    const RowValues &destination)
{
    auto *dialog = new RotateSigningDialog(destination.headline(), services.environment(), &page);
    QObject::connect(dialog, &QDialog::accepted, &call,
                     [dialog, &call, id = destination.id(), name = destination.headline()] {
                         call.post(u"destinations/"_s + id, dialog->body(), {}, name,
                                   Texts::tr("The signing secret was not replaced"));
                     });
    dialog->open();
}

void offerToRotate(CollectionPage &page, const collection::Descriptor &descriptor,
                   const CollectionServices &services, SecretCall &call)
{
    page.addRowButton(
        u"rotate"_s, Texts::tr("Rotate signing secret…"), QKeySequence(u"R"_s),
        [&page, descriptor, services, &call](const collection::Row &row) {
            askForRotation(page, services, call, RowValues(descriptor, row));
        },
        [services, &call](const collection::Row &) {
            return call.isRunning() ? Texts::tr("The gateway has not answered yet.")
                                    : whyUnavailable(u"destinations"_s, services.actor());
        });
}

} // namespace

CollectionPage *makeDestinationsPage(const CollectionServices &services, QWidget *parent)
{
    const collection::Descriptor descriptor = pageDescriptor();
    auto *page = new CollectionPage(
        descriptor, services,
        [services](const QString &, QWidget *tabs) -> DetailTab * {
            return new SigningTab(services, tabs);
        },
        parent);
    auto *call = new SecretCall(services.api, page);
    QObject::connect(call, &SecretCall::refused, page, &CollectionPage::showFailure);
    QObject::connect(call, &SecretCall::done, page, [page] {
        page->showOutcome(Texts::tr("The new signing secret signs from the next delivery on."));
        page->refresh();
    });
    offerToRotate(*page, descriptor, services, *call);
    return page;
}

CollectionPage *makeDestinationsPage(const PageServices &services, QWidget *parent)
{
    return makeDestinationsPage(CollectionServices{services.source(pageDescriptor()), services.api,
                                                   services.clock, services.display,
                                                   services.environment, services.actor},
                                parent);
}

} // namespace gatehouse::ui
