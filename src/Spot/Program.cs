Console.WriteLine("Spot");
