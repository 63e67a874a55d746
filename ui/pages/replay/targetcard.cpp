#include "ui/pages/replay/targetcard.h"

#include "services/core/whendone.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

namespace gatehouse::ui {

namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

constexpr int colourBar = 8;

QString menuText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace

TargetCard::TargetCard(replay::Targets targets, replay::OpenStore openStore, QWidget *parent)
    : Card(parent)
    , m_targets(std::move(targets))
    , m_openStore(std::move(openStore))
    , m_title(new widgets::ElidedLabel({}, this))
    , m_place(new widgets::ElidedLabel({}, this))
    , m_change(new QPushButton(tr("Change…"), this))
    , m_menu(new QMenu(this))
    , m_notice(new widgets::NoticeStrip(this))
{
    m_title->setObjectName(u"targetTitle"_s);
    m_title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_place->setObjectName(u"targetPlace"_s);
    m_place->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_place->setMuted(true);
    m_change->setObjectName(u"targetChange"_s);
    m_menu->setObjectName(u"targetMenu"_s);
    m_change->setMenu(m_menu);
    m_notice->setObjectName(u"targetNotice"_s);
    m_notice->setNarrow(true);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(m_title);
    lines->addWidget(m_place);
    auto *row = new QHBoxLayout;
    row->setSpacing(size::gapControls);
    row->addLayout(lines, 1);
    row->addWidget(m_change);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(size::panePadding + colourBar, size::gapControls, size::panePadding,
                             size::gapControls);
    rows->setSpacing(size::gapControls);
    rows->addLayout(row);
    rows->addWidget(m_notice);
    connect(m_menu, &QMenu::aboutToShow, this, &TargetCard::fillMenu);
    show(std::nullopt);
}

void TargetCard::choose(const QString &name)
{
    const auto saved = m_targets.load(name);
    const auto usable = saved ? replay::resolved(*saved, ConnectionProfiles()) : saved;
    if (!usable)
        return emit failed(tr("This target cannot be used"), usable.error());
    m_target = *saved;
    show(*usable);
}

void TargetCard::chooseNone()
{
    m_target = {};
    show(std::nullopt);
}

void TargetCard::show(const std::optional<replay::Target> &target)
{
    m_notice->dismiss(); // it asked about another
    m_environment = target ? target->environment : QString();
    m_colour = target ? target->colour : QString();
    m_title->setText(target ? tr("%1, %2", "target, environment").arg(target->name, m_environment)
                            : tr("No target yet"));
    m_place->setText(target ? target->url : tr("Events go to saved targets alone."));
    update();
    emit targetChanged(target);
}

/// Anew each time: the command line and other windows save targets, too.
void TargetCard::fillMenu()
{
    m_menu->clear();
    const QStringList names = m_targets.names();
    for (const QString &name : names)
        connect(m_menu->addAction(menuText(name)), &QAction::triggered, this,
                [this, name] { choose(name); });
    m_menu->addSeparator();
    connect(m_menu->addAction(widgets::icon(u"list-add"_s), tr("Add a target…")),
            &QAction::triggered, this, [this] { ask({}); });
    if (m_target.name.isEmpty())
        return;
    connect(m_menu->addAction(widgets::icon(u"document-edit"_s),
                              tr("Change “%1”…").arg(menuText(m_target.name))),
            &QAction::triggered, this, [this] { ask(m_target); });
    connect(m_menu->addAction(widgets::icon(u"edit-delete"_s),
                              tr("Remove “%1”").arg(menuText(m_target.name))),
            &QAction::triggered, this, &TargetCard::askRemove);
}

void TargetCard::ask(const replay::Target &known)
{
    auto *dialog = new TargetDialog(known, ConnectionProfiles().names(), this);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { save(dialog->target(), dialog->takeSecrets()); });
    dialog->open();
}

void TargetCard::save(replay::Target target, std::vector<EnteredSecret> secrets)
{
    for (const EnteredSecret &secret : secrets) // before one is kept, so that all can be found
        target.storedSecrets.insert(secret.tenant.isEmpty() ? secret.source
                                                            : secret.source + u'/' + secret.tenant);
    const bool isNew = target.name != m_target.name;
    if (isNew && m_targets.names().contains(target.name))
        return emit failed(
            tr("The target was not saved"),
            {ErrorKind::Conflict, tr("There is a target “%1” already.").arg(target.name), {}, {}});
    const auto known = m_targets.load(target.name); // another window may have added some
    if (known && known->secretsId == target.secretsId)
        target.storedSecrets.insert(known->storedSecrets.begin(), known->storedSecrets.end());
    if (const auto saved = m_targets.save(target); !saved)
        return emit failed(tr("The target was not saved"), saved.error());
    if (secrets.empty())
        return choose(target.name);
    const auto entered = std::make_shared<std::vector<EnteredSecret>>(std::move(secrets));
    whenDone(m_openStore(), this,
             [this, target, entered](const Result<std::shared_ptr<CredentialStore>> &store) {
                 if (store)
                     return keep(target, std::move(*entered), *store);
                 choose(target.name);
                 emit failed(tr("The signing secret was not kept"), store.error());
             });
}

/// One after the other; the target is used once all are kept.
void TargetCard::keep(const replay::Target &target, std::vector<EnteredSecret> secrets,
                      std::shared_ptr<CredentialStore> store)
{
    if (secrets.empty())
        return choose(target.name);
    EnteredSecret first = std::move(secrets.back());
    secrets.pop_back();
    const auto rest = std::make_shared<std::vector<EnteredSecret>>(std::move(secrets));
    whenDone(store->write(replay::signingSecretId(target, first.source, first.tenant),
                          std::move(first.secret)),
             this, [this, target, rest, store](const Result<> &written) {
                 if (written)
                     return keep(target, std::move(*rest), store);
                 choose(target.name);
                 emit failed(tr("The signing secret was not kept"), written.error());
             });
}

/// Nobody can enter a secret again that is known here alone.
void TargetCard::askRemove()
{
    const auto saved = m_targets.load(m_target.name);
    if (saved && saved->storedSecrets.empty())
        return remove();
    m_notice->showNotice(widgets::NoticeKind::Warning,
                         tr("Remove the target “%1”?").arg(m_target.name),
                         tr("The signing secrets that are kept for it go with it."));
    QPushButton *confirm = m_notice->addButton(tr("Remove"));
    confirm->setObjectName(u"confirmRemoveTarget"_s);
    connect(confirm, &QPushButton::clicked, this, &TargetCard::remove);
    QPushButton *keep = m_notice->addButton(tr("Keep"));
    connect(keep, &QPushButton::clicked, m_notice, &widgets::NoticeStrip::dismiss);
}

void TargetCard::remove()
{
    m_notice->dismiss();
    m_change->setEnabled(false);
    whenDone(replay::removeTarget(m_targets, m_target.name, m_openStore), this,
             [this, name = m_target.name](const Result<> &removed) {
                 m_change->setEnabled(true);
                 if (!removed)
                     emit failed(tr("The target was not removed"), removed.error());
                 else if (m_target.name == name)
                     chooseNone();
             });
}

void TargetCard::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    if (m_target.name.isEmpty())
        return;
    QPainter painter(this);
    const QRect bar = QRect(1, 1, colourBar, height() - 2);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), bar),
                     widgets::Theme::of(this).environment(m_environment, m_colour).fill);
}

} // namespace gatehouse::ui
