#include "ui/pages/retention/retentiondialog.h"

#include "models/collection/celltext.h"
#include "models/collection/statuswords.h"
#include "services/core/whendone.h"
#include "ui/shell/environmentblock.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QGridLayout>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int mostDays = 36500;
constexpr const char *neededCapability = "retention";

struct Group
{
    const char *collection;
    QStringList statuses; ///< one empty one where there is none
};

/// As the gateway knows them (docs/contract.md, section 6).
QList<Group> groups()
{
    const QStringList events{QStringLiteral("received"), QStringLiteral("queued"),
                             QStringLiteral("processed"), QStringLiteral("failed"),
                             QStringLiteral("discarded")};
    return {{"events", events},
            {"payloads", events},
            {"jobs",
             {QStringLiteral("succeeded"), QStringLiteral("dead"), QStringLiteral("cancelled")}},
            {"dead_letters",
             {QStringLiteral("open"), QStringLiteral("reenqueued"), QStringLiteral("recovered"),
              QStringLiteral("discarded")}},
            {"refused", {QString()}},
            {"minutes", {QString()}}};
}

QString titleOf(const QString &collection)
{
    if (collection == QLatin1String("events"))
        return RetentionDialog::tr("Events, with all that belongs to them");
    if (collection == QLatin1String("payloads"))
        return RetentionDialog::tr("Payloads and headers");
    if (collection == QLatin1String("jobs"))
        return RetentionDialog::tr("Jobs, with their deliveries");
    if (collection == QLatin1String("dead_letters"))
        return RetentionDialog::tr("Dead letters");
    return collection == QLatin1String("refused")
        ? RetentionDialog::tr("Refused requests")
        : RetentionDialog::tr("Uses of secrets, by minute");
}

QString nameOf(const char *what, const QString &collection, const QString &status)
{
    return QLatin1String(what) + u'-' + collection + u'-' + status;
}

QPushButton *makeButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAutoDefault(false);
    return button;
}

} // namespace

RetentionDialog::RetentionDialog(AdminClient &api, const std::optional<Whoami> &actor,
                                 const Environment &environment, QWidget *parent)
    : QDialog(parent)
    , m_api(api)
    , m_mayChange(actor && actor->capabilities.contains(QLatin1String(neededCapability)))
{
    setObjectName(QStringLiteral("retentionDialog"));
    setWindowTitle(tr("Retention"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 620);
    auto *top = new QVBoxLayout(this);
    top->setContentsMargins(0, 0, 0, 0);
    top->setSpacing(0);
    auto *block = new EnvironmentBlock(environment, this);
    block->setMinimumWidth(0);
    block->setMaximumWidth(QWIDGETSIZE_MAX);
    top->addWidget(block);
    auto *page = new QWidget(this);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                             size::pagePadding);
    grid->setHorizontalSpacing(size::gapGroups);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(2, 1);
    addRows(grid);
    top->addWidget(widgets::makeColumnScroll(page, tr("Rules"), this), 1);
    top->addWidget(makeFoot());
    read();
}

void RetentionDialog::addRows(QGridLayout *grid)
{
    m_masking = widgets::makeWrappingLabel({}, this);
    m_masking->setObjectName(QStringLiteral("maskingState"));
    grid->addWidget(m_masking, 0, 0, 1, 3);
    const QList<Group> all = groups();
    for (const Group &group : all) {
        const QString collection = QLatin1String(group.collection);
        auto *title = new QLabel(titleOf(collection), this);
        title->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
        title->setContentsMargins(0, size::gapGroups, 0, 0);
        grid->addWidget(title, grid->rowCount(), 0, 1, 3);
        for (const QString &status : group.statuses) {
            Row row{collection, status, 0, new QSpinBox(this), new QLabel(this)};
            row.days->setObjectName(nameOf("days", collection, status));
            row.days->setRange(0, mostDays);
            row.days->setSpecialValueText(tr("kept"));
            row.days->setSuffix(tr(" days"));
            row.days->setEnabled(false);
            row.count->setObjectName(nameOf("count", collection, status));
            row.count->setTextFormat(Qt::PlainText);
            const QString name = status.isEmpty() ? tr("all") : collection::statusTitle(status);
            row.days->setAccessibleName(titleOf(collection) + QStringLiteral(", ") + name);
            auto *label = new QLabel(name, this);
            label->setBuddy(row.days);
            const int line = grid->rowCount();
            grid->addWidget(label, line, 0);
            grid->addWidget(row.days, line, 1);
            grid->addWidget(row.count, line, 2);
            connect(row.days, &QSpinBox::valueChanged, this, &RetentionDialog::edited);
            m_rows += row;
        }
    }
    grid->setRowStretch(grid->rowCount(), 1);
}

QWidget *RetentionDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    m_problem = widgets::makeWrappingLabel({}, foot);
    m_problem->setObjectName(QStringLiteral("retentionProblem"));
    m_problem->hide();
    m_reason = new QLineEdit(foot);
    m_reason->setObjectName(QStringLiteral("retentionReason"));
    m_reason->setMaxLength(500);
    m_reason->setPlaceholderText(tr("Reason (needed), for the ledger"));
    m_reason->setAccessibleName(m_reason->placeholderText());
    m_count = makeButton(tr("Count what would go"), QStringLiteral("countRetention"), foot);
    m_save = makeButton(tr("Save"), QStringLiteral("saveRetention"), foot);
    widgets::setDanger(m_save, true);
    auto *close = makeButton(tr("Close"), QStringLiteral("closeRetention"), foot);
    connect(m_reason, &QLineEdit::textChanged, this, &RetentionDialog::updateButtons);
    connect(m_count, &QPushButton::clicked, this, &RetentionDialog::count);
    connect(m_save, &QPushButton::clicked, this, &RetentionDialog::save);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_count);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(size::pagePadding, size::gapGroups, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    layout->addWidget(m_problem);
    layout->addWidget(m_reason);
    layout->addLayout(buttons);
    updateButtons();
    return foot;
}

void RetentionDialog::read()
{
    whenDone(m_api.get(QStringLiteral("retention")), this,
             [this](const Result<QJsonObject> &answer) {
                 if (answer)
                     takeRules(answer->value(QLatin1String("rules")).toArray());
                 else
                     say(answer.error().message);
             });
    whenDone(m_api.get(QStringLiteral("privacy")), this, [this](const Result<QJsonObject> &answer) {
        if (!answer)
            return;
        const QString mode = answer->value(QLatin1String("masking")).toString();
        m_masking->setText(answer->value(QLatin1String("masks")).toBool()
                               ? tr("Personal data is masked here (masking is %1).").arg(mode)
                               : tr("Personal data is shown here (masking is %1).").arg(mode));
    });
}

void RetentionDialog::takeRules(const QJsonArray &rules)
{
    m_isRead = true;
    for (Row &row : m_rows) {
        row.stored = 0;
        for (const auto &rule : rules) {
            if (rule[QLatin1String("collection")].toString() == row.collection
                && rule[QLatin1String("status")].toString() == row.status)
                row.stored = rule[QLatin1String("days")].toInt();
        }
        row.days->setValue(row.stored);
        row.days->setEnabled(m_mayChange);
    }
    updateButtons();
}

QJsonArray RetentionDialog::rules(bool changedOnly) const
{
    QJsonArray list;
    for (const Row &row : m_rows) {
        const int days = row.days->value();
        if (changedOnly && days == row.stored)
            continue;
        QJsonObject rule{{QStringLiteral("collection"), row.collection},
                         {QStringLiteral("days"), days > 0 ? QJsonValue(days) : QJsonValue()}};
        if (!row.status.isEmpty())
            rule.insert(QStringLiteral("status"), row.status);
        list.append(rule);
    }
    return list;
}

void RetentionDialog::count()
{
    m_count->setEnabled(false);
    const QJsonArray asked = rules(false);
    whenDone(m_api.post(QStringLiteral("retention/dry-run"), {{QStringLiteral("rules"), asked}}),
             this, [this, asked](const Result<QJsonObject> &answer) {
                 if (!answer)
                     say(answer.error().message);
                 else if (asked == rules(false)) // else the counts are of what stood here before
                     takeCounts(answer->value(QLatin1String("rules")).toArray());
                 updateButtons();
             });
}

void RetentionDialog::takeCounts(const QJsonArray &rules)
{
    say({});
    m_isCounted = true;
    const QLocale locale = collection::displayLocale();
    for (const Row &row : std::as_const(m_rows)) {
        row.count->clear();
        for (const auto &rule : rules) {
            if (rule[QLatin1String("collection")].toString() != row.collection
                || rule[QLatin1String("status")].toString() != row.status)
                continue;
            const auto rows = rule[QLatin1String("rows")].toInteger();
            const QString bytes =
                collection::sizeText(rule[QLatin1String("bytes")].toInteger(), locale);
            row.count->setText(
                rows == 0 ? tr("nothing would go now")
                          : tr("%1 would go now, about %2").arg(locale.toString(rows), bytes));
        }
    }
}

void RetentionDialog::save()
{
    m_save->setEnabled(false);
    const QJsonObject wish{{QStringLiteral("rules"), rules(true)},
                           {QStringLiteral("reason"), m_reason->text().trimmed()}};
    whenDone(m_api.post(QStringLiteral("retention"), wish), this,
             [this](const Result<QJsonObject> &answer) {
                 if (answer)
                     return accept();
                 say(answer.error().message);
                 updateButtons();
             });
}

void RetentionDialog::edited()
{
    m_isCounted = false;
    for (const Row &row : std::as_const(m_rows))
        row.count->clear();
    updateButtons();
}

void RetentionDialog::updateButtons()
{
    if (!m_save || !m_count)
        return;
    const QString whyNot = m_mayChange
        ? QString()
        : tr("You may look, not change: your role lacks the capability retention.");
    const bool isChanged = m_isRead && !rules(true).isEmpty();
    m_count->setEnabled(m_mayChange && m_isRead);
    m_save->setEnabled(m_mayChange && m_isCounted && isChanged
                       && !m_reason->text().trimmed().isEmpty());
    m_count->setToolTip(whyNot);
    m_save->setToolTip(whyNot.isEmpty() && !m_isCounted ? tr("Count first what would go.")
                                                        : whyNot);
}

void RetentionDialog::say(const QString &problem)
{
    m_problem->setText(widgets::visibleText(problem));
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace gatehouse::ui
