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
using collection::Action;
using collection::Descriptor;

namespace {

struct DestinationsPageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::DestinationsPage)
};

Action action(const QString &verb, const QString &title)
{
    Action action;
    action.id = verb;
    action.title = title;
    action.endpoint = u"destinations/{id}/"_s + verb;
    action.capability = u"destinations"_s;
    action.asksReason = true;
    action.exceptColumn = u"previous_fingerprint"_s; // without a value
    action.exceptReason =
        DestinationsPageTexts::tr("There is no previous signing secret, or its time is over.");
    return action;
}

/// WordPress makes it, so there is nothing to show.
Action rotatePassword()
{
    Action rotate =
        action(u"application-password/rotate"_s, DestinationsPageTexts::tr("Rotate password…"));
    rotate.id = u"rotate-password"_s;
    rotate.stateColumn = u"auth_type"_s;
    rotate.enabledStates = {u"basic"_s};
    rotate.disabledReason = DestinationsPageTexts::tr("This destination has no user and password.");
    rotate.exceptColumn.clear();
    return rotate;
}

Action retirePassword()
{
    Action retire = action(u"application-password/retire"_s,
                           DestinationsPageTexts::tr("End the former password…"));
    retire.id = u"retire-password"_s;
    retire.isDestructive = true;
    retire.exceptColumn = u"previous_password_expires_at"_s;
    retire.exceptReason =
        DestinationsPageTexts::tr("No former application password is left at WordPress.");
    return retire;
}

Descriptor pageDescriptor()
{
    Descriptor destinations = destinations::destinationCollection();
    destinations.detailTabs = {u"summary"_s, u"signing"_s};
    Action retire = action(u"retire"_s, DestinationsPageTexts::tr("End the previous one…"));
    retire.isDestructive = true;
    destinations.actions = {action(u"rollback"_s, DestinationsPageTexts::tr("Roll back…")), retire,
                            rotatePassword(), retirePassword()};
    return destinations;
}

void askForRotation(CollectionPage &page, const CollectionServices &services, SecretCall &call,
                    const RowValues &destination)
{
    auto *dialog = new RotateSigningDialog(destination.headline(), services.environment(), &page);
    QObject::connect(dialog, &QDialog::accepted, &call,
                     [dialog, &call, id = destination.id(), name = destination.headline()] {
                         call.post(
                             u"destinations/"_s + id, dialog->body(), {}, name,
                             DestinationsPageTexts::tr("The signing secret was not replaced"));
                     });
    dialog->open();
}

void offerToRotate(CollectionPage &page, const collection::Descriptor &descriptor,
                   const CollectionServices &services, SecretCall &call)
{
    page.addRowButton(
        u"rotate"_s, DestinationsPageTexts::tr("Rotate signing secret…"), QKeySequence(u"R"_s),
        [&page, descriptor, services, &call](const collection::Row &row) {
            askForRotation(page, services, call, RowValues(descriptor, row));
        },
        [services, &call](const collection::Row &) {
            return call.isRunning() ? DestinationsPageTexts::tr("The gateway has not answered yet.")
                                    : whyUnavailable(u"destinations"_s, services.actor());
        });
}

} // namespace

CollectionPage *makeDestinationsPage(const CollectionServices &services, QWidget *parent)
{
    const Descriptor descriptor = pageDescriptor();
    auto *page = new CollectionPage(
        descriptor, services,
        [services](const QString &id, QWidget *tabs) -> DetailTab * {
            return id == "signing"_L1 ? new SigningTab(services, tabs) : nullptr;
        },
        parent);
    auto *call = new SecretCall(services.api, page);
    QObject::connect(call, &SecretCall::refused, page, &CollectionPage::showFailure);
    QObject::connect(call, &SecretCall::done, page, [page] {
        page->showOutcome(
            DestinationsPageTexts::tr("The new signing secret signs from the next delivery on."));
        page->refresh();
    });
    offerToRotate(*page, descriptor, services, *call);
    return page;
}

CollectionPage *makeDestinationsPage(const PageServices &services, QWidget *parent)
{
    return makeDestinationsPage(collectionServices(services, pageDescriptor()), parent);
}

} // namespace gatehouse::ui
