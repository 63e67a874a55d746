#include "ui/pages/tokens/tokenspage.h"

#include "models/tokens/tokencollection.h"
#include "ui/collection/availability.h"
#include "ui/collection/guardedcommand.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/secrets/hoursfield.h"
#include "ui/pages/secrets/secretcall.h"
#include "ui/pages/tokens/newtokendialog.h"

#include <QAction>
#include <QCoreApplication>
#include <QDateTime>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using collection::Action;
using collection::Descriptor;

namespace {

struct TokensPageTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::TokensPage)
};

Action action(const QString &verb, const QString &title)
{
    Action action;
    action.id = verb;
    action.title = title;
    action.endpoint = u"tokens/{id}/"_s + verb;
    action.capability = u"tokens"_s;
    action.asksReason = true;
    action.stateColumn = u"state"_s;
    action.enabledStates = {u"active"_s};
    return action;
}

Action aboutTheFormerOne(const QString &verb, const QString &title)
{
    Action about = action(verb, title);
    about.exceptColumn = u"previous_expires_at"_s; // without a value
    about.exceptReason = TokensPageTexts::tr("This token replaces no other that is still valid.");
    return about;
}

Descriptor pageDescriptor()
{
    Descriptor tokens = tokens::tokenCollection();
    tokens.detailTabs = {u"summary"_s};
    Action revoke = action(u"revoke"_s, TokensPageTexts::tr("Revoke…"));
    revoke.isDestructive = true;
    Action retire = aboutTheFormerOne(u"retire"_s, TokensPageTexts::tr("End the former one…"));
    retire.isDestructive = true;
    tokens.actions = {aboutTheFormerOne(u"rollback"_s, TokensPageTexts::tr("Roll back…")), retire,
                      revoke};
    return tokens;
}

void connectCall(CollectionPage &page, SecretCall &call)
{
    QObject::connect(&call, &SecretCall::refused, &page, &CollectionPage::showFailure);
    QObject::connect(&call, &SecretCall::done, &page, [&page](const QString &row) {
        page.refresh();
        if (const auto id = Uuid::parse(row.toStdString()))
            page.select(*id);
    });
}

void askForNewToken(CollectionPage &page, const CollectionServices &services, SecretCall &call)
{
    auto *dialog = new NewTokenDialog(services.environment(), &page);
    QObject::connect(dialog, &QDialog::accepted, &call, [dialog, &call] {
        call.post(u"tokens"_s, dialog->body(QDateTime::currentDateTimeUtc()), u"token"_s,
                  dialog->name(), TokensPageTexts::tr("The token was not made"));
    });
    dialog->open();
}

void offerToAdd(CollectionPage &page, const CollectionServices &services, SecretCall &call)
{
    QAction *add =
        page.addPageCommand(u"addToken"_s, TokensPageTexts::tr("Add token…"), u"list-add"_s);
    new GuardedCommand(add, u"tokens"_s, services);
    QObject::connect(add, &QAction::triggered, &page,
                     [&page, services, &call] { askForNewToken(page, services, call); });
}

void askForRotation(CollectionPage &page, const CollectionServices &services, SecretCall &call,
                    const RowValues &token)
{
    Action rotate = action(u"rotate"_s, TokensPageTexts::tr("Rotate"));
    auto *dialog = new ActionDialog(rotate, TokensPageTexts::tr("token"), token.headline(),
                                    services.environment(), &page);
    QSpinBox *hours = makeHoursField(0, dialog);
    hours->setSpecialValueText(TokensPageTexts::tr("none: the old one is refused at once"));
    dialog->addField(TokensPageTexts::tr("Both are valid for (0 to 7 days)"), hours);
    QObject::connect(dialog, &QDialog::accepted, &call,
                     [dialog, hours, &call, id = token.id(), name = token.headline()] {
                         call.post(u"tokens/%1/rotate"_s.arg(id),
                                   {{u"reason"_s, dialog->reason()},
                                    {u"overlap_seconds"_s, hours->value() * 3600}},
                                   u"token"_s, name,
                                   TokensPageTexts::tr("The token was not replaced"));
                     });
    dialog->open();
}

void offerToRotate(CollectionPage &page, const collection::Descriptor &descriptor,
                   const CollectionServices &services, SecretCall &call)
{
    page.addRowButton(
        u"rotate"_s, TokensPageTexts::tr("Rotate…"), QKeySequence(u"R"_s),
        [&page, descriptor, services, &call](const collection::Row &row) {
            askForRotation(page, services, call, RowValues(descriptor, row));
        },
        [descriptor, services, &call](const collection::Row &row) {
            if (call.isRunning())
                return TokensPageTexts::tr("The gateway has not answered yet.");
            if (RowValues(descriptor, row).text(u"state"_s) != "active"_L1)
                return TokensPageTexts::tr("Only a token that is active can be replaced.");
            return whyUnavailable(u"tokens"_s, services.actor());
        });
}

collection::Condition isActive()
{
    collection::Condition active;
    active.field = u"state"_s;
    active.values = {u"active"_s};
    return active;
}

} // namespace

CollectionPage *makeTokensPage(const CollectionServices &services, QWidget *parent)
{
    const Descriptor descriptor = pageDescriptor();
    auto *page = new CollectionPage(
        descriptor, services, [](const QString &, QWidget *) -> DetailTab * { return nullptr; },
        parent);
    auto *call = new SecretCall(services.api, page);
    connectCall(*page, *call);
    offerToAdd(*page, services, *call);
    offerToRotate(*page, descriptor, services, *call);
    page->setFilter({{isActive()}});
    return page;
}

CollectionPage *makeTokensPage(const PageServices &services, QWidget *parent)
{
    return makeTokensPage(collectionServices(services, pageDescriptor()), parent);
}

} // namespace gatehouse::ui
