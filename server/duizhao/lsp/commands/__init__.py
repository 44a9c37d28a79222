"""What an editor's menus can ask for by workspace/executeCommand, a file for each matter."""
