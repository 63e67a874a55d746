#pragma once

#include <QFrame>
#include <QList>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace gatehouse::widgets {

enum class NoticeKind { Error, Warning, Success, News };

/// A strip between a header and what it is about: what happened in one bold line, why and what next
/// in the second, and buttons for the next step. It pushes content down and never covers it. Hidden
/// until showNotice. All texts are plain. News ("128 new events arrived") is one flat line of 28
/// px. Assistive technology is alerted when a notice appears or changes.
class NoticeStrip final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeStrip(QWidget *parent = nullptr);

    /// Shows the strip with these texts and without buttons (those of the last notice are deleted).
    void showNotice(NoticeKind kind, const QString &title, const QString &text = {});

    /// Changes the second line alone ("Next try in 8 s."), keeps the buttons.
    void setText(const QString &text);

    /// A button of this notice; the caller connects it. `iconName` as in icon().
    QPushButton *addButton(const QString &text, const QString &iconName = {});

    /// Hides the strip and forgets everything.
    void dismiss();

    /// Small buttons under the text instead of beside it, for panes under about 600 px.
    void setNarrow(bool narrow);

    NoticeKind kind() const { return m_kind; }
    QString title() const;
    QString text() const;
    QList<QPushButton *> buttons() const { return m_buttons; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void recolour();
    void removeButtons();
    QRect boxRect() const;

    NoticeKind m_kind = NoticeKind::News;
    bool m_narrow = false;
    QLabel *m_title;
    QLabel *m_text;
    QBoxLayout *m_row;
    QBoxLayout *m_lines;
    QBoxLayout *m_buttonRow;
    QList<QPushButton *> m_buttons;
};

} // namespace gatehouse::widgets
