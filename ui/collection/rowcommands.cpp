#include "ui/collection/rowcommands.h"

#include "ui/collection/actionbar.h"
#include "ui/collection/detailpane.h"
#include "ui/collection/noticeboard.h"

#include <QAction>

#include <algorithm>

namespace gatehouse::ui {

using widgets::NoticeKind;

RowCommands::RowCommands(DetailPane *detail, NoticeBoard *board)
    : m_detail(detail)
    , m_board(board)
{
}

bool RowCommands::hasRow()
{
    if (!m_detail->row())
        m_board->say(NoticeKind::Success, tr("Select a row first."));
    return m_detail->row().has_value();
}

void RowCommands::add(QAction *command, Run run)
{
    connect(command, &QAction::triggered, this, [this, run = std::move(run)] {
        if (hasRow())
            run(*m_detail->row());
    });
}

QAction *RowCommands::addButton(const QString &id, const QString &text, const QKeySequence &key,
                                Run run, WhyNot whyNot)
{
    collection::Action description;
    description.id = id;
    description.title = text;
    description.shortcut = key.toString();
    ActionBar *bar = m_detail->actionBar();
    bar->addAction(description);
    const Button button{id, text, key, std::move(run), std::move(whyNot)};
    m_buttons += button;
    connect(bar, &ActionBar::triggered, this, [this, button](const QString &pressed) {
        if (pressed == button.id)
            press(button);
    });
    update();
    return bar->actions().constLast();
}

bool RowCommands::press(const QKeySequence &key)
{
    const auto button = std::find_if(m_buttons.cbegin(), m_buttons.cend(),
                                     [&](const Button &each) { return each.key == key; });
    if (button != m_buttons.cend())
        press(*button);
    return button != m_buttons.cend();
}

void RowCommands::press(const Button &button)
{
    if (!hasRow())
        return;
    const collection::Row &row = *m_detail->row();
    if (const QString reason = button.whyNot(row); !reason.isEmpty())
        m_board->say(NoticeKind::Warning, tr("%1 is not possible here").arg(button.title), reason);
    else
        button.run(row);
}

void RowCommands::update()
{
    const auto &row = m_detail->row();
    for (const Button &button : std::as_const(m_buttons))
        m_detail->actionBar()->setAvailability(
            button.id, row ? button.whyNot(*row) : tr("Select a row first."));
}

} // namespace gatehouse::ui
