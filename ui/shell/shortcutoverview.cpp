#include "ui/shell/shortcutoverview.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

QLabel *makeText(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QWidget *makeSection(const ShortcutSection &section, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(size::gapGroups);
    grid->setVerticalSpacing(4);
    QLabel *title = makeText(section.title, box);
    title->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const auto &[keys, what] : section.keys) {
        auto *cap = new widgets::KeyCap(QKeySequence(keys), box);
        grid->addWidget(cap, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
        grid->addWidget(makeText(what, box), row, 1);
        ++row;
    }
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(row, 1);
    return box;
}

} // namespace

ShortcutOverview::ShortcutOverview(const QList<ShortcutSection> &sections, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutOverview"));
    setWindowTitle(tr("Shortcuts"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(32);
    for (const ShortcutSection &section : sections)
        columns->addWidget(makeSection(section, this));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::panePadding);
    layout->setSpacing(size::gapGroups);
    layout->addLayout(columns, 1);
    layout->addWidget(buttons);
}

} // namespace gatehouse::ui
